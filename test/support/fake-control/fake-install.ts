/** Installations of a scripted office: every step as an agent's installation over SSH shows it, with nothing behind it. */
import type { InstallStep, InstallView } from '../../../contract/control-machines.ts';
import type { Problem } from '../../../contract/errors.ts';
import { problem } from '../../../contract/problem.ts';

interface ScriptedStep {
  readonly name: InstallStep['name'];
  readonly doing: string;
  readonly done: string;
  /** Shows how far it is. */
  readonly long?: boolean;
}

const scriptOf = ({ address, user }: Pick<InstallView, 'address' | 'user'>): readonly ScriptedStep[] => [
  {
    name: 'connect',
    doing: `Connecting to ${address} as ${user}.`,
    done: 'Its key is the one that was compared, and the user is let in.',
  },
  {
    name: 'look',
    doing: 'Looking at its system, disk and cards.',
    done: 'It has Debian 12, GTX 1060 6 GB, 15.6 GB of memory, 41.2 GB of disk free.',
  },
  { name: 'bundle', doing: 'Getting the agent for linux-x64.', done: 'Version 0.1.0 for linux-x64, 87 MB.' },
  { name: 'copy', doing: 'Making a folder of its own there.', done: '87 MB arrived whole.', long: true },
  { name: 'unpack', doing: 'Unpacking there.', done: 'Unpacked; its Node v24.21.0 runs there.' },
  {
    name: 'install',
    doing: `Installing it as a service of ${user}.`,
    done: `Installed as a service of ${user}. The agent 0.1.0 is installed and started: /home/${user}/.local/share/aivailable-agent`,
  },
  { name: 'tunnel', doing: 'Waiting until the agent connects.', done: `Connected. It is ${address} from now on.` },
];

const waiting = ({ name }: ScriptedStep): InstallStep => ({ name, state: 'waiting', detail: '', progress: null });

export const newInstall = (id: string, address: string, user: string, startedAt: number): InstallView => ({
  id,
  address,
  user,
  state: 'running',
  startedAt,
  endedAt: null,
  steps: scriptOf({ address, user }).map((step, index) =>
    index === 0 ? { ...waiting(step), state: 'running', detail: step.doing } : waiting(step),
  ),
  problem: null,
  machineId: null,
});

/** One tick further: half of a long step, or the next one. The last one ends it. */
export function stepFurther(install: InstallView, now: number): InstallView {
  const at = install.steps.findIndex(({ state }) => state === 'running');
  const script = scriptOf(install);
  const step = script[at];
  if (!step) return install;
  const progress = install.steps[at]?.progress ?? 0;
  if (step.long && progress < 0.9) {
    return { ...install, steps: replace(install.steps, at, { progress: progress + 0.2 }) };
  }
  const next = script[at + 1];
  const done = replace(install.steps, at, { state: 'done', detail: step.done, progress: null });
  if (!next) return { ...install, state: 'done', endedAt: now, steps: done };
  const steps = replace(done, at + 1, { state: 'running', detail: next.doing, progress: next.long ? 0 : null });
  return { ...install, steps };
}

const takenBack: Partial<Record<InstallStep['name'], string>> = {
  copy: 'The temporary folder was removed.',
  install: 'The agent was uninstalled.',
};

/** Ended at the step that runs: what came before it is undone. */
export function endInstall(install: InstallView, why: Problem | null, now: number): InstallView {
  const steps = install.steps.map((step): InstallStep => {
    if (step.state === 'running') return { ...step, state: 'failed', detail: why?.message ?? 'It was cancelled.' };
    const sentence = takenBack[step.name];
    return step.state === 'done' && sentence ? { ...step, state: 'undone', detail: sentence } : step;
  });
  return { ...install, state: why ? 'failed' : 'cancelled', endedAt: now, steps, problem: why };
}

const replace = (steps: readonly InstallStep[], at: number, changes: Partial<InstallStep>): InstallStep[] =>
  steps.map((step, index) => (index === at ? { ...step, ...changes } : step));

const further = (install: InstallView, ticks: number, now: number): InstallView =>
  Array.from({ length: ticks }).reduce<InstallView>((one) => stepFurther(one, now), install);

export const runningInstall = (address: string, now: number): InstallView =>
  further(newInstall('install-running', address, 'jana', now - 9_000), 6, now);

export const diskFull: Problem = problem(
  'install_failed',
  'The disk there is full: 41 MB free, and the bundle alone has 225 MB.',
);

export const failedInstall = (address: string, now: number): InstallView =>
  endInstall(further(newInstall('install-failed', address, 'jana', now - 60_000), 9, now), diskFull, now - 40_000);
