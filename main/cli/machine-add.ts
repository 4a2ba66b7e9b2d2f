/** `aivailable machine add ADDRESS`: installs the agent over SSH; `machine forget-key ADDRESS`. */
import type { Command } from 'commander';
import { type CandidateView, HostKeyView, InstallView } from '../../contract/control-machines.ts';
import { fingerprintCommand } from '../../contract/fingerprint-command.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import { stateOf, type RunningOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { newLines, runningLine } from './install-lines.ts';
import { readLogin, type LoginOptions } from './install-login.ts';
import { print, printJson } from './output.ts';
import { readPort } from './read-port.ts';
import type { Asker } from './terminal.ts';
import { watchInstall } from './watch-install.ts';
import { officeCommand, withOffice } from './with-office.ts';

interface AddOptions extends DataOptions, LoginOptions {
  readonly user?: string;
  readonly port: number;
  readonly hostKey?: string;
  readonly yes?: boolean;
}

interface Target {
  readonly address: string;
  readonly port: number;
  readonly os: CandidateView['os'];
}

export function addMachineAdd(machines: Command, terminal: Asker): void {
  officeCommand(machines, 'add <address>', 'install the agent on a PC over SSH; its name is enough when it was found')
    .option('--user <name>', 'an account on that PC')
    .option('--port <n>', 'port of its SSH', readPort, 22)
    .option('--key <file>', 'log in with this private key')
    .option('--agent', 'log in with the keys of this PC’s SSH agent')
    .option('--password-stdin', 'read the password, or the key’s passphrase, from standard input')
    .option('--host-key <fingerprint>', 'the fingerprint that you compared: SHA256:…')
    .option('--yes', 'take the fingerprint that it shows at a first visit without asking')
    .action((typed: string, options: AddOptions) =>
      withOffice(options, async (office, json) => {
        const { candidates } = await stateOf(office);
        const found = candidates.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
        const target = { address: found?.address ?? typed, port: options.port };
        const hostKey = await comparedKey(office, { ...target, os: found?.os ?? null }, options, terminal);
        const user = options.user ?? (await terminal.line(`User on ${typed}: `));
        const login = await readLogin(options, `${user} on ${typed}`, terminal);
        const first = await office.call('POST', '/control/machines/installs', { ...target, user, hostKey, login });
        const install = await follow(office, InstallView.parse(first), json);
        if (install.problem) throw new ProblemError(install.problem);
        if (install.state === 'cancelled') refuse('install_failed', 'The installation was stopped.');
        // Said here already: no card must say it again.
        await office.call('DELETE', `/control/machines/installs/${install.id}`);
        if (json) printJson({ install });
        else print(`${typed} is part of the office.`);
      }),
    );
  officeCommand(machines, 'forget-key <address>', 'forget the fingerprint of a PC that was set up anew')
    .option('--port <n>', 'port of its SSH', readPort, 22)
    .action((address: string, options: DataOptions & { port: number }) =>
      withOffice(options, async (office, json) => {
        await office.call('DELETE', '/control/machines/host-key', { address, port: options.port });
        if (json) printJson({ forgotten: address });
        else print(`The next visit to ${address} counts as the first.`);
      }),
    );
}

/** The fingerprint that is taken for the right one. @throws ProblemError host_key_changed, invalid_request */
async function comparedKey(
  office: RunningOffice,
  { os, ...target }: Target,
  { hostKey, yes = false, json = false }: AddOptions,
  terminal: Asker,
): Promise<string> {
  const shown = HostKeyView.parse(await office.call('POST', '/control/machines/host-key', target));
  const command = fingerprintCommand(shown.algorithm, os);
  const port = target.port === 22 ? '' : ` --port ${target.port}`;
  if (shown.known === 'changed') {
    refuse('host_key_changed', `${target.address} shows another fingerprint than before: ${shown.fingerprint}.`, {
      action: `Compare it over there. If that PC was set up anew: aivailable machine forget-key ${target.address}${port}`,
    });
  }
  if (hostKey !== undefined && hostKey !== shown.fingerprint) {
    refuse('host_key_changed', `${target.address} shows ${shown.fingerprint}, not the fingerprint that was given.`, {
      action: 'Compare the fingerprint over there.',
    });
  }
  if (hostKey !== undefined || shown.known === 'same') return shown.fingerprint;
  if (!json)
    print(`First visit. ${target.address} shows this fingerprint (${shown.algorithm}):\n  ${shown.fingerprint}`);
  if (yes) return shown.fingerprint;
  if (!terminal.attended) {
    refuse('invalid_request', `Nobody compared the fingerprint ${shown.fingerprint} of ${target.address}.`, {
      effect: 'No password was sent and nothing was installed.',
      action: `Compare it over there with: ${command}, and give it with --host-key.`,
    });
  }
  if (await terminal.agrees(`Does “${command}” show the same over there?`)) return shown.fingerprint;
  return refuse('invalid_request', `The fingerprint of ${target.address} was not found to be the same.`, {
    effect: 'No password was sent and nothing was installed.',
    action: 'If it shows another one, find out which device answers at that address.',
  });
}

/** Shows the steps as they go. Ctrl+C stops the installation over there, too: what was done is undone, and shown. */
async function follow(office: RunningOffice, first: InstallView, json: boolean): Promise<InstallView> {
  const stop = (): void => {
    void office.call('POST', `/control/machines/installs/${first.id}/cancel`).catch(() => undefined);
  };
  process.on('SIGINT', stop);
  let before: InstallView | null = null;
  // A line that is written over exists on terminals only.
  const live = process.stdout.isTTY && !json;
  try {
    return await watchInstall(office, first, (view) => {
      if (live) process.stdout.write('\r\u001B[K');
      if (!json) newLines(before, view).forEach(print);
      if (live) process.stdout.write(runningLine(view));
      before = view;
    });
  } finally {
    process.off('SIGINT', stop);
  }
}
