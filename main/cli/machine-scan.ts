/** `aivailable machine scan`: asks each address of the office's own networks whether it has SSH. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { OfficeState } from '../../contract/control-api.ts';
import { candidateRows } from './candidate-rows.ts';
import { stateOf, type RunningOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { columns, print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

const lookEveryMs = 200;

export function addMachineScan(machines: Command): void {
  officeCommand(machines, 'scan', 'look through the network for PCs with SSH').action((options: DataOptions) =>
    withOffice(options, async (office, json) => {
      await office.call('POST', '/control/machines/scan', {});
      const { candidates } = await untilScanned(office, json);
      if (json) return printJson({ candidates });
      if (candidates.length === 0) return print('No PC was found. aivailable machine list says what to check.');
      columns(candidateRows(candidates)).forEach(print);
    }),
  );
}

async function untilScanned(office: RunningOffice, json: boolean): Promise<OfficeState> {
  const live = process.stderr.isTTY && !json;
  for (;;) {
    const state = await stateOf(office);
    const { scanning } = state.discovery;
    if (live)
      process.stderr.write(`\r\u001B[K${scanning ? `${scanning.done} of ${scanning.total} addresses asked` : ''}`);
    if (!scanning) return state;
    await wait(lookEveryMs);
  }
}
