import { expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { hourMs, RequestHours, type RequestNote } from '../../../main/ledger/request-hours.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { noRequests } from '../../support/no-requests.ts';

const note = (changes: Partial<RequestNote> = {}): RequestNote => ({
  model: 'demo',
  ...noRequests,
  waitedMs: 0,
  ...changes,
});

function open() {
  const db = openLedger(tempDir());
  const clock = { now: 500_000 * hourMs + 5 };
  const hours = new RequestHours(db, quietLog, () => clock.now);
  onTestFinished(() => {
    hours.close();
    db.close();
  });
  return { db, hours, clock };
}

it('counts by hour and model, in memory and in the file alike', () => {
  const { hours, clock } = open();
  hours.note(note({ whole: 1, completionTokens: 5 }));
  hours.note(note({ failed: 1, waitedMs: 20 }));
  expect(hours.since(0)).toMatchObject([
    { hour: 500_000 * hourMs, model: 'demo', whole: 1, failed: 1, waitedMs: 20, completionTokens: 5 },
  ]);
  hours.note(note({ whole: 1, completionTokens: 2 }));
  hours.note(note({ model: 'big', refused: 1 }));
  clock.now += hourMs;
  hours.note(note({ moved: 1 }));
  expect(
    hours.since(0).map(({ hour, model, whole, moved, refused }) => [hour / hourMs, model, whole, moved, refused]),
  ).toEqual([
    [500_000, 'big', 0, 0, 1],
    [500_000, 'demo', 2, 0, 0],
    [500_001, 'demo', 0, 1, 0],
  ]);
  expect(hours.since(clock.now - 5)).toHaveLength(1);
});

it('forgets hours after ninety days', () => {
  const { db, hours, clock } = open();
  hours.note(note({ whole: 1 }));
  hours.flush();
  const later = new RequestHours(db, quietLog, () => clock.now + 91 * 24 * hourMs);
  expect(later.since(0)).toEqual([]);
  later.close();
});
