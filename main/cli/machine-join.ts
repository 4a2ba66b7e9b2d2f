/** `aivailable machine token|approve|reject`: how PCs come in that are not installed from here. */
import { setTimeout as wait } from 'node:timers/promises';
import { Option, type Command } from 'commander';
import { JoinCommands, JoinSystem } from '../../contract/control-machines.ts';
import { refuse } from '../../contract/problem.ts';
import { stateOf } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { columns, print, printJson } from './output.ts';
import { pickAsk } from './pick.ts';
import type { Asker } from './terminal.ts';
import { officeCommand, withOffice } from './with-office.ts';

const askAgainMs = 1_000;
const byCode = 'the code that its screen shows, or its name';

export function addMachineJoin(machines: Command, terminal: Asker): void {
  officeCommand(machines, 'token', 'make a command that lets one PC in; it works once, for 10 minutes')
    .addOption(new Option('--system <name>', 'for this system only').choices(JoinSystem.options))
    .action((options: DataOptions & { system?: JoinSystem }) =>
      withOffice(options, async (office, json) => {
        const systems = options.system ? { systems: [options.system] } : {};
        const made = await wholeCommands((body) =>
          office.call('POST', '/control/machines/tokens', { ...systems, ...body }),
        );
        if (json) printJson(made);
        else joinLines(made, options.system ? [options.system] : JoinSystem.options).forEach(print);
      }),
    );
  officeCommand(machines, 'approve', 'let in a machine that asks')
    .argument('<code|name>', byCode)
    .option('--yes', 'do not ask whether its screen shows the same code')
    .action((typed: string, options: DataOptions & { yes?: boolean }) =>
      withOffice(options, async (office, json) => {
        const { ask, compared } = pickAsk(await stateOf(office), typed);
        const { id, hostName, address, code, sameIdAs } = ask;
        // Who typed the code has read it on the other screen.
        const sure =
          compared ||
          options.yes === true ||
          (await terminal.agrees(`Does the screen of ${hostName} (${address}) show ${code ?? 'a code yet'}?`));
        if (!sure) {
          refuse('invalid_request', `The code of ${hostName} was not found to be the same.`, {
            effect: 'Nothing was done.',
            action: `If its screen shows another code: aivailable machine reject ${code ?? hostName}`,
          });
        }
        await office.call('POST', `/control/machines/asks/${id}/accept`, {});
        if (json) return printJson({ approved: hostName });
        print(`${hostName} is let in.`);
        if (sameIdAs)
          print(`It shows the same machine id as ${sameIdAs}: one disk was cloned, or that PC was set up anew.`);
      }),
    );
  officeCommand(machines, 'reject', 'send away a machine that asks')
    .argument('<code|name>', byCode)
    .action((typed: string, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        const { ask } = pickAsk(await stateOf(office), typed);
        await office.call('POST', `/control/machines/asks/${ask.id}/reject`, {});
        if (json) printJson({ rejected: ask.hostName });
        else print(`${ask.hostName} stays outside.`);
      }),
    );
}

/** Asks until every command that can be made is there. */
async function wholeCommands(ask: (body: object) => Promise<unknown>): Promise<JoinCommands> {
  let made = JoinCommands.parse(await ask({}));
  if (made.making)
    process.stderr.write('Putting the agent together for each system; this takes a minute or two, once.\n');
  while (made.making) {
    await wait(askAgainMs);
    made = JoinCommands.parse(await ask({ token: made.token }));
  }
  return made;
}

const systems: Readonly<Record<JoinSystem, { readonly name: string; readonly platform: string }>> = {
  windows: { name: 'Windows', platform: 'win-x64' },
  linux: { name: 'Linux', platform: 'linux-x64' },
  macos: { name: 'macOS', platform: 'mac-arm64' },
};

function joinLines({ commands, link, token, expiresAt }: JoinCommands, wanted: readonly JoinSystem[]): string[] {
  const until = new Date(expiresAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const alone = new URL(link).hostname === '127.0.0.1';
  return [
    ...(alone ? ['This PC has no address in an office’s network: other PCs cannot reach what follows.', ''] : []),
    `One of these, on the PC that shall join. It works once, until ${until}:`,
    ...columns([
      ...wanted.map((system) => {
        const { name, platform } = systems[system];
        return [`  ${name}`, commands[system] ?? `not here yet, make it with: npm run bundle -- ${platform}`];
      }),
      ['  Browser', link],
      ['  Agent', `aivailable agent join ${token}`],
    ]),
  ];
}
