import type { OfficeState } from '../../../../contract/control-api.ts';
import type { InstallStep, InstallView } from '../../../../contract/control-machines.ts';
import { msg, t, type Message } from '../../../../words/words.ts';

/** What each step does, as the dialog lists it. */
export const stepNames: Record<InstallStep['name'], Message> = {
  connect: msg('Log in over SSH'),
  look: msg('Look at the PC'),
  bundle: msg('Find the agent for its system'),
  copy: msg('Copy the agent'),
  unpack: msg('Unpack it'),
  install: msg('Make it a service'),
  tunnel: msg('Wait until it connects'),
};

const doing: Record<InstallStep['name'], Message> = {
  connect: msg('Logging in'),
  look: msg('Looking at the PC'),
  bundle: msg('Finding the agent for its system'),
  copy: msg('Copying the agent'),
  unpack: msg('Unpacking it'),
  install: msg('Making it a service'),
  tunnel: msg('Waiting until it connects'),
};

/** The name of the PC, when something else is known of it than what was typed: a machine's, as it may be one by now. */
export const installName = ({ address, machineId }: InstallView, { candidates, machines }: OfficeState): string =>
  (
    machines.find(({ id }) => id === machineId) ??
    candidates.find((one) => one.address === address) ??
    machines.find((one) => one.address === address)
  )?.name ?? address;

/** "Copying the agent, step 4 of 7". */
export function installNow({ steps }: InstallView): string {
  const at = steps.findIndex(({ state }) => state === 'running');
  const step = steps[at];
  return step
    ? t('{{doing}}, step {{step}} of {{steps}}', { doing: t(doing[step.name]), step: at + 1, steps: steps.length })
    : t('Starting');
}

/** How far an installation is, 0 to 1: each step counts alike. */
export function installProgress({ steps }: InstallView): number {
  const done = steps.filter(({ state }) => state === 'done').length;
  const part = steps.find(({ state }) => state === 'running')?.progress ?? 0;
  return steps.length === 0 ? 0 : Math.min(1, (done + part) / steps.length);
}
