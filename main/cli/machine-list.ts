/** `aivailable machine list`: the machines, who asks, what was found, and what is being installed. */
import type { Command } from 'commander';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { MachineView, OfficeState } from '../../contract/control-api.ts';
import { hoursInWords } from '../../contract/hours-in-words.ts';
import { userPauseInWords } from '../../contract/user-pause.ts';
import { stateOf } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { candidateRows } from './candidate-rows.ts';
import { stepWords } from './install-lines.ts';
import { columns, print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

export function addMachineList(machines: Command): void {
  officeCommand(machines, 'list', 'the machines, who asks to join, and what was found').action((options: DataOptions) =>
    withOffice(options, async (office, json) => {
      const state = await stateOf(office);
      const { asks, candidates, installs, discovery } = state;
      if (json) printJson({ machines: state.machines, asks, candidates, installs, discovery });
      else linesOf(state).forEach(print);
    }),
  );
}

function linesOf({ machines, asks, candidates, installs, discovery }: OfficeState): string[] {
  const lines = columns(machines.flatMap(machineRows));
  if (asks.length > 0) {
    const rows = asks.map(({ code, hostName, address, osName, cards }) => [
      `  ${code ?? '(code is being computed)'}`,
      hostName,
      address,
      [osName, ...cards].join(', '),
    ]);
    lines.push('', 'Asking to join (aivailable machine approve CODE):', ...columns(rows));
  }
  if (installs.length > 0) {
    const rows = installs.map(({ address, user, state, steps, problem }) => {
      const step = steps.find((one) => one.state === 'running');
      return [`  ${address}`, `as ${user}`, state, problem?.message ?? (step ? stepWords[step.name] : '')];
    });
    lines.push('', 'Installations:', ...columns(rows));
  }
  if (candidates.length > 0) {
    const rows = candidateRows(candidates).map(([name = '', ...others]) => [`  ${name}`, ...others]);
    lines.push('', 'Found in this network (aivailable machine add NAME):', ...columns(rows));
  }
  if (asks.length + installs.length + candidates.length > 0) return lines;
  const more = 'No other PC was heard. To look for some with SSH: aivailable machine scan';
  // Who has an office of several PCs need not be told each time how to find one.
  if (machines.length > 1) return [...lines, '', more];
  const wrong = discovery.checklist.filter(({ ok }) => !ok);
  return [
    ...lines,
    '',
    more,
    ...wrong.map(({ sentence, action }) => `  ${sentence}${action ? `\n    → ${action}` : ''}`),
  ];
}

function machineRows(machine: MachineView): string[][] {
  const { name, thisPc, state, address, agentVersion, gpus, limits, hours, notice, userPause, wakeWhenNeeded } =
    machine;
  const where = thisPc ? 'this PC' : (address ?? 'not connected');
  return [
    [name, state, where, agentVersion ? `agent ${agentVersion}` : ''],
    ...gpus.map((gpu, index) => {
      const limit = limits[gpu.id];
      const share = limit === undefined ? '' : `at most ${bytesInWords(limit)}`;
      const use = gpu.usable ? [gpu.backend, share].filter(Boolean).join(', ') : `not used: ${gpu.reason}`;
      return [`  ${index + 1} ${gpu.name}`, bytesInWords(gpu.totalBytes), use];
    }),
    ...(userPause ? [[`  ${userPauseInWords(userPause, Date.now())}; only the person at that PC can end it`]] : []),
    ...(hours ? [[`  serves ${hoursInWords(hours)}`]] : []),
    ...(wakeWhenNeeded ? [['  woken when it is needed']] : []),
    ...(notice ? [[`  ${notice.reason} ${notice.action}`]] : []),
  ];
}
