import { pino } from 'pino';
import { expect, it } from 'vitest';
import { RefusalLog } from '../../../main/link/refusal-log.ts';

it('says once a minute who was refused, with the number of times, so that nobody can fill the disk', () => {
  let now = 0;
  const lines: { from: string; reason: string; more: number }[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const refusals = new RefusalLog(log, () => now);
  for (let time = 0; time < 1_000; time += 1) refusals.note('10.0.0.1', 'no certificate');
  refusals.note('10.0.0.2', 'no certificate');
  now = 61_000;
  refusals.note('10.0.0.1', 'not let in');
  refusals.note(undefined, 'gone');
  expect(lines.map(({ from, reason, more }) => [from, reason, more])).toEqual([
    ['10.0.0.1', 'no certificate', 0],
    ['10.0.0.2', 'no certificate', 0],
    ['10.0.0.1', 'not let in', 999],
    ['an address that is gone', 'gone', 0],
  ]);
});
