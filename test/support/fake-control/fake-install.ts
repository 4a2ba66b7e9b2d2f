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

const script: readonly ScriptedStep[] = [
  { name: 'connect', doing: 'Logging in.', done: 'Logged in as jana; the host key is the one that was compared.' },
  { name: 'look', doing: 'Looking at the PC.', done: 'Debian 12, x64, GTX 1060 6 GB, 41.2 GB of disk free.' },
  { name: 'bundle', doing: 'Looking for the bundle.', done: 'Agent 0.1.0 for linux-x64, 87 MB.' },
  { name: 'copy', doing: 'Copying 87 MB.', done: '87 MB copied in 3 s, checked by sha256.', long: true },
  { name: 'unpack', doing: 'Unpacking.', done: 'Unpacked in ~/.local/share/aivailable-agent.' },
  { name: 'install', doing: 'Making it a service.', done: 'A service of jana, which starts with the PC.' },
  { name: 'tunnel', doing: 'Waiting for the PC to connect.', done: 'It is connected.' },
];

const waiting = ({ name }: ScriptedStep): InstallStep => ({ name, state: 'waiting', detail: '', progress: null });

export const newInstall = (id: string, address: string, user: string, startedAt: number): InstallView => ({
  id,
  address,
  user,
  state: 'running',
  startedAt,
  endedAt: null,
  steps: script.map((step, index) =>
    index === 0 ? { ...waiting(step), state: 'running', detail: step.doing } : waiting(step),
  ),
  problem: null,
  machineId: null,
});

/** One tick further: half of a long step, or the next one. The last one ends it. */
export function stepFurther(install: InstallView, now: number): InstallView {
  const at = install.steps.findIndex(({ state }) => state === 'running');
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

/** Ended at the step that runs: what came before it is undone. */
export function endInstall(install: InstallView, why: Problem | null, now: number): InstallView {
  const steps = install.steps.map((step): InstallStep => {
    if (step.state === 'running') return { ...step, state: 'failed', detail: why?.message ?? 'Stopped by you.' };
    const leaves = step.state === 'done' && ['copy', 'unpack', 'install'].includes(step.name);
    return leaves ? { ...step, state: 'undone', detail: 'Taken away again.' } : step;
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
  'The disk of that PC filled up: 225 MB are needed, 41 MB are left.',
);

export const failedInstall = (address: string, now: number): InstallView =>
  endInstall(further(newInstall('install-failed', address, 'jana', now - 60_000), 9, now), diskFull, now - 40_000);
