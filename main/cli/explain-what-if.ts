/** What a plan would change, in lines. */
import { WhatIf, type WhatIfChange } from '../../contract/deployments.ts';
import type { RunningOffice } from './control-client.ts';
import { print, printJson } from './output.ts';

export async function explainWhatIf(
  office: RunningOffice,
  changes: readonly WhatIfChange[],
  json: boolean,
): Promise<void> {
  const whatIf = WhatIf.parse(await office.call('POST', '/control/plan/what-if', { changes }));
  if (json) return printJson(whatIf);
  const signs = { place: '+', leave: '-', lack: '!', risk: '!', download: '↓', note: ' ' } as const;
  for (const { kind, sentence } of whatIf.steps) print(`${signs[kind]} ${sentence}`);
  print('Nothing was done.');
}
