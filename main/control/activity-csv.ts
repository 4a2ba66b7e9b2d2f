/** Events as a table for spreadsheets, oldest first, one page of the book after another. */
import { stringify } from 'csv-stringify/sync';
import type { ActivityEvent, ActivityKind } from '../../contract/activity.ts';
import type { ActivityOffice } from './activity-office.ts';

const columns = ['time', 'kind', 'what', 'subject', 'sentence', 'reason', 'who', 'address', 'seconds'] as const;
const pageSize = 500;

/** @param since milliseconds since 1970 */
export function activityCsv(office: Pick<ActivityOffice, 'page'>, since: number, kind?: ActivityKind): string {
  const events: ActivityEvent[] = [];
  for (let before: number | undefined; ;) {
    const page = office.page({ before, limit: pageSize, kind, since });
    events.push(...page.events);
    before = page.events.at(-1)?.id;
    if (!page.more || before === undefined) break;
  }
  // Names come from other PCs: a spreadsheet shall not take one for a formula.
  return stringify(events.toReversed().map(rowOf), {
    header: true,
    columns: [...columns],
    bom: true,
    escape_formulas: true,
  });
}

const rowOf = ({ at, kind, what, subject, sentence, reason, who, detail, durationMs }: ActivityEvent) => [
  new Date(at).toISOString(),
  kind,
  what,
  subject,
  sentence,
  reason,
  who ?? '',
  detail['address'] ?? '',
  durationMs === null ? '' : (durationMs / 1000).toFixed(1),
];
