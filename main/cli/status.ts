/** `aivailable status`: what runs, in a few lines. */
import type { Command } from 'commander';
import { AccessView } from '../../contract/access.ts';
import { OfficeState } from '../../contract/control-api.ts';
import { needOffice } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { addressLines } from './https.ts';
import { orExplain, print, printJson } from './output.ts';
import { modelStateWords } from './model-state-words.ts';

export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('what runs where')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const office = await needOffice(data);
        const state = OfficeState.parse(await office.call('GET', '/control/state'));
        const access = AccessView.parse(await office.call('GET', '/control/access'));
        if (json) printJson({ pid: office.running.pid, port: office.running.port, ...state, access });
        else linesOf(state, access).forEach(print);
      }),
    );
}

function linesOf({ office, machines, models, waiting }: OfficeState, access: AccessView): string[] {
  const where = office.addresses[0] ?? 'this PC only';
  return [
    `${office.name}: ${office.serving ? 'serving' : 'not serving'} at ${where}${waiting > 0 ? `, ${waiting} waiting` : ''}`,
    ...addressLines(access),
    ...(access.https.problem ? [`  HTTPS is not served: ${access.https.problem.message}`] : []),
    ...machines.flatMap((machine) => [
      `${machine.name}${machine.thisPc ? ' (this PC)' : ''}: ${machine.state}`,
      ...machine.gpus.map((gpu) =>
        `  ${gpu.name} [${gpu.backend}] ${gpu.usable ? '' : `not used: ${gpu.reason}`}`.trimEnd(),
      ),
    ]),
    ...models.map((model) => `${model.name}: ${modelStateWords(model)}`),
  ];
}
