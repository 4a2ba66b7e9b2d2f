/** `aivailable machine rename|pause|resume|hours|limit|wake|wake-when-needed|test|update|remove NAME`: how a machine is used. */
import type { Command } from 'commander';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { MachineView } from '../../contract/control-api.ts';
import { MachineTest, type MachineChange } from '../../contract/control-machines.ts';
import { refuse } from '../../contract/problem.ts';
import { hoursInWords } from '../../contract/hours-in-words.ts';
import { userPauseInWords } from '../../contract/user-pause.ts';
import { stateOf, type RunningOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { print, printJson } from './output.ts';
import { pickGpu, pickMachine } from './pick.ts';
import { readBytes } from './read-bytes.ts';
import { readHours } from './read-hours.ts';
import type { Asker } from './terminal.ts';
import { officeCommand, withOffice } from './with-office.ts';

export function addMachineUse(machines: Command, terminal: Asker): void {
  officeCommand(machines, 'rename <name> <new>', 'give it another name in this office').action(
    (typed: string, name: string, options: DataOptions) =>
      change(options, typed, () => ({ name }), `${typed} is ${name} now.`),
  );
  officeCommand(machines, 'pause <name>', 'place nothing on it; it finishes its answers and frees its cards').action(
    (typed: string, options: DataOptions) => change(options, typed, () => ({ paused: true }), `${typed} is paused.`),
  );
  officeCommand(machines, 'resume <name>', 'use it again').action((typed: string, options: DataOptions) =>
    change(
      options,
      typed,
      () => ({ paused: false }),
      (_, { userPause }) =>
        userPause
          ? `${typed} is ${userPauseInWords(userPause, Date.now())}; it is used again when that person ends the pause.`
          : `${typed} is used again.`,
    ),
  );
  officeCommand(machines, 'hours <name> <times...>', 'when it serves: "mon-fri 18:00-08:00", or always').action(
    (typed: string, times: string[], options: DataOptions) => {
      const hours = (): MachineChange => ({ hours: readHours(times.join(' ')) });
      return change(options, typed, hours, ({ hours: kept }) =>
        kept ? `${typed} serves ${hoursInWords(kept)}.` : `${typed} serves whenever it is on.`,
      );
    },
  );
  officeCommand(
    machines,
    'limit <name> <gpu> <size>',
    'share at most this much of a GPU: 4GB, or none for no limit',
  ).action((typed: string, gpu: string, size: string, options: DataOptions) =>
    withOffice(options, async (office, json) => {
      const machine = pickMachine(await stateOf(office), typed);
      const { id, name } = pickGpu(machine, gpu);
      const bytes = readBytes(size);
      await send(office, machine.id, { limits: { [id]: bytes } });
      if (json) return printJson({ machine: machine.name, gpuId: id, limitBytes: bytes });
      print(
        bytes === null
          ? `All of the ${name} of ${machine.name} is shared.`
          : `At most ${bytesInWords(bytes)} of the ${name} of ${machine.name} is shared.`,
      );
    }),
  );
  addWake(machines);
  addActs(machines, terminal);
}

function addWake(machines: Command): void {
  officeCommand(machines, 'wake <name>', 'send a wake-up call (Wake-on-LAN) to a machine that sleeps').action(
    (typed: string, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        const { id, name } = pickMachine(await stateOf(office), typed);
        await office.call('POST', `${at(id)}/wake`, {});
        if (json) printJson({ called: name });
        else print(`${name} was called. A PC takes about a minute to start; whether it heard, machine list shows.`);
      }),
  );
  officeCommand(
    machines,
    'wake-when-needed <name> <on|off>',
    'let the office wake it by itself when a model lacks room; agree on it with whoever sits there',
  ).action((typed: string, word: string, options: DataOptions) => {
    const wakeWhenNeeded = (): MachineChange => ({ wakeWhenNeeded: readSwitch(word) });
    return change(options, typed, wakeWhenNeeded, ({ wakeWhenNeeded: may }) =>
      may ? `${typed} is woken when it is needed.` : `${typed} is woken by an admin only.`,
    );
  });
}

function readSwitch(word: string): boolean {
  if (word === 'on' || word === 'off') return word === 'on';
  return refuse('invalid_request', `“${word}” is neither on nor off.`);
}

function addActs(machines: Command, terminal: Asker): void {
  officeCommand(machines, 'test <name>', 'load the demo model on a device of it, and let it write')
    .option('--gpu <gpu>', 'its id, name or number; otherwise the first that can be used')
    .action((typed: string, options: DataOptions & { gpu?: string }) =>
      withOffice(options, async (office, json) => {
        const machine = pickMachine(await stateOf(office), typed);
        const gpuId = options.gpu === undefined ? {} : { gpuId: pickGpu(machine, options.gpu).id };
        const test = MachineTest.parse(await office.call('POST', `${at(machine.id)}/test`, gpuId));
        if (json) return printJson(test);
        const { gpuName, backend, tokensPerSecond, loadMs, text } = test;
        print(`${test.machine}, ${gpuName}, works with ${backend}:`);
        print(`  ${tokensPerSecond.toFixed(1)} tokens/s, loaded in ${(loadMs / 1_000).toFixed(1)} s`);
        print(`  “${text.trim()}”`);
      }),
    );
  officeCommand(machines, 'update <name>', 'bring its agent to this version').action(
    (typed: string, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        const { id, name } = pickMachine(await stateOf(office), typed);
        await office.call('POST', `${at(id)}/update`, {});
        if (json) printJson({ updating: name });
        else print(`A new agent is brought to ${name}; it comes back by itself.`);
      }),
  );
  officeCommand(machines, 'remove <name>', 'take it out of the office; its agent uninstalls itself')
    .option('--yes', 'do not ask')
    .action((typed: string, options: DataOptions & { yes?: boolean }) =>
      withOffice(options, async (office, json) => {
        const { id, name } = pickMachine(await stateOf(office), typed);
        const what = `${name} finishes its answers, forgets this office and uninstalls its agent. Nothing else on it is touched.`;
        if (!options.yes && !(await terminal.agrees(`${what}\nRemove ${name}?`))) {
          refuse('invalid_request', `${name} was not removed.`, {
            effect: 'Nothing was done.',
            action: 'To remove it without a question: --yes',
          });
        }
        await office.call('DELETE', at(id));
        if (json) printJson({ removing: name });
        else print(`${name} is being removed.`);
      }),
    );
}

const at = (machineId: string): string => `/control/machines/${encodeURIComponent(machineId)}`;

const send = (office: RunningOffice, machineId: string, changes: MachineChange): Promise<unknown> =>
  office.call('PATCH', at(machineId), changes);

/** Changes one machine and says so. @param changes read late, so that a slip is explained like every problem */
const change = (
  options: DataOptions,
  typed: string,
  changes: () => MachineChange,
  sentence: string | ((changes: MachineChange, machine: MachineView) => string),
): Promise<void> =>
  withOffice(options, async (office, json) => {
    const wanted = changes();
    const machine = pickMachine(await stateOf(office), typed);
    const { id, name } = machine;
    await send(office, id, wanted);
    if (json) printJson({ machine: wanted.name ?? name, ...wanted });
    else print(typeof sentence === 'string' ? sentence : sentence(wanted, machine));
  });
