/** `aivailable stop`: ends the office that runs from a data folder, in order. */
import type { Command } from 'commander';
import { refuse } from '../../contract/problem.ts';
import { needOffice } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';

const lookEveryMs = 50;
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
        await hasEnded(office.running.pid);
        if (json) printJson({ stopped: office.running.pid });
        else print('Stopped.');
      }),
    );
}

async function hasEnded(pid: number): Promise<void> {
  const deadline = Date.now() + endsWithinMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) refuse('internal', `The office (process ${pid}) does not end.`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
