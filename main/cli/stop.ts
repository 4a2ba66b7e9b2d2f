/** `aivailable stop`: ends the office that runs from a data folder, in order. */
import type { Command } from 'commander';
import { hasEnded } from '../../common/process-end.ts';
import { refuse } from '../../contract/problem.ts';
import { needOffice } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';

const endsWithinMs = 15_000;

export function addStopCommand(program: Command): void {
  program
    .command('stop')
    .description('end the office that runs')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const office = await needOffice(data);
        await office.call('POST', '/control/shutdown');
        const { pid } = office.running;
        if (!(await hasEnded(pid, endsWithinMs))) {
          refuse('internal', `The office (process ${pid}) does not end.`, { action: `End process ${pid} by hand.` });
        }
        if (json) printJson({ stopped: pid });
        else print('Stopped.');
      }),
    );
}
