/** `aivailable diagnostics`: what helps to find a fault, without secrets; also of an office that does not run. */
import type { Command } from 'commander';
import { ActivityPage } from '../../contract/activity.ts';
import { makeDiagnostics } from '../diagnostics/diagnostics.ts';
import { findOffice, stateOf } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';

const mostEvents = 100;

export function addDiagnosticsCommand(program: Command): void {
  program
    .command('diagnostics')
    .description('print what helps somebody else to find a fault; it holds no key, password or conversation')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const diagnostics = await gather(data);
        if (json) printJson({ diagnostics });
        else print(diagnostics);
      }),
    );
}

async function gather(dataDir: string): Promise<string> {
  // One that hangs or cannot be asked is just what is looked for here.
  const office = await findOffice(dataDir).catch(() => null);
  if (!office) return makeDiagnostics({ dataDir, state: null, events: [] });
  const state = await stateOf(office).catch(() => null);
  const page = await office.call('GET', `/control/activity?limit=${mostEvents}`).catch(() => null);
  return makeDiagnostics({ dataDir, state, events: ActivityPage.safeParse(page).data?.events ?? [] });
}
