/** An installation on the terminal: a line for each step when it ends. */
import type { InstallStep, InstallView } from '../../contract/control-machines.ts';

export const stepWords: Readonly<Record<InstallStep['name'], string>> = {
  connect: 'log in over SSH',
  look: 'look at the PC',
  bundle: 'find the agent for its system',
  copy: 'copy the agent',
  unpack: 'unpack it',
  install: 'make it a service',
  tunnel: 'wait until it connects',
};

const marks: Readonly<Record<InstallStep['state'], string>> = {
  waiting: '',
  running: '…     ',
  done: 'ok    ',
  failed: 'FAILED',
  undone: 'undone',
};

/** What is new since `before`: steps that ended, failed or were undone, in their order. */
export function newLines(before: InstallView | null, now: InstallView): string[] {
  const known = new Map(before?.steps.map(({ name, state }) => [name, state]));
  return now.steps
    .filter(({ name, state }) => state !== 'waiting' && state !== 'running' && known.get(name) !== state)
    .map(({ name, state, detail }) => `${marks[state]}  ${stepWords[name]}${detail ? `: ${detail}` : ''}`);
}

/** The step that runs, for a line that is written over: "…  copy the agent, 40 %"; empty: none runs. */
export function runningLine({ steps }: InstallView): string {
  const step = steps.find(({ state }) => state === 'running');
  if (!step) return '';
  const share = step.progress === null ? '' : `, ${Math.round(step.progress * 100)} %`;
  return `${marks.running}  ${stepWords[step.name]}${share}`;
}
