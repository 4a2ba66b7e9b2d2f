import type { OfficeState } from '../../../contract/control-api.ts';
import type { InstallStep, InstallView } from '../../../contract/control-machines.ts';

/** What each step does, as the dialog lists it. */
export const stepNames: Record<InstallStep['name'], string> = {
  connect: 'Log in over SSH',
  look: 'Look at the PC',
  bundle: 'Find the agent for its system',
  copy: 'Copy the agent',
  unpack: 'Unpack it',
  install: 'Make it a service',
  tunnel: 'Wait until it connects',
};

const doing: Record<InstallStep['name'], string> = {
  connect: 'Logging in',
  look: 'Looking at the PC',
  bundle: 'Finding the agent for its system',
  copy: 'Copying the agent',
  unpack: 'Unpacking it',
  install: 'Making it a service',
  tunnel: 'Waiting until it connects',
};

/** The name of the PC, when something else is known of it than what was typed. */
export const installName = ({ address }: InstallView, { candidates }: OfficeState): string =>
  candidates.find((one) => one.address === address)?.name ?? address;

/** "Copying the agent, step 4 of 7". */
export function installNow({ steps }: InstallView): string {
  const at = steps.findIndex(({ state }) => state === 'running');
  const step = steps[at];
  return step ? `${doing[step.name]}, step ${at + 1} of ${steps.length}` : 'Starting';
}

/** How far an installation is, 0 to 1: each step counts alike. */
export function installProgress({ steps }: InstallView): number {
  const done = steps.filter(({ state }) => state === 'done').length;
  const part = steps.find(({ state }) => state === 'running')?.progress ?? 0;
  return steps.length === 0 ? 0 : Math.min(1, (done + part) / steps.length);
}
