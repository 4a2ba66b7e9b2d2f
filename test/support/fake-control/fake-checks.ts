/** What is looked at in the look's office: as the coordinator does, over an install that is whole. */
import type { AccessView } from '../../../contract/access.ts';
import type { Check } from '../../../contract/checks.ts';
import type { OfficeState } from '../../../contract/control-api.ts';
import { fine } from '../../../main/diagnostics/check.ts';
import { checksOfOffice } from '../../../main/diagnostics/checks-of-office.ts';

export const fakeChecks = (state: OfficeState, access: AccessView): Check[] => [
  fine('node', 'AIvailable 0.1.0 runs on Node 24.18.0.'),
  fine('folder', '/home/office/.local/share/aivailable can be written; 212.4 GB are free on its disk.'),
  ...checksOfOffice(state, access),
];
