import { expect, it, onTestFinished } from 'vitest';
import type { ActivityEvent } from '../../../contract/activity.ts';
import { ActivityBook, type NewEvent } from '../../../main/ledger/activity-book.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';
import { quietLog } from '../../support/quiet-log.ts';

const event = (sentence: string, changes: Partial<NewEvent> = {}): NewEvent => ({
  kind: 'machine',
  tone: 'bad',
  what: 'lost',
  subject: 'PC-1',
  sentence,
  reason: '',
  who: null,
  detail: { machineId: 'm-1', models: 2 },
  durationMs: 12.4,
  ...changes,
});

function open(limits: ConstructorParameters<typeof ActivityBook>[3] = {}) {
  const db = openLedger(tempDir());
  const clock = { now: 1_000_000 };
  const book = new ActivityBook(db, quietLog, () => clock.now, limits);
  onTestFinished(() => {
    book.close();
    db.close();
  });
  return { db, book, clock };
}
const sentences = (events: ActivityEvent[]): string[] => events.map(({ sentence }) => sentence);

it('keeps what a full disk does not take, and writes it with the next', () => {
  const { db, book } = open();
  db.exec('PRAGMA query_only = ON');
  book.add(event('one'));
  expect(book.page({ limit: 10 }).events).toEqual([]);
  db.exec('PRAGMA query_only = OFF');
  book.add(event('two'));
  expect(sentences(book.page({ limit: 10 }).events)).toEqual(['two', 'one']);
});

it('keeps events with all that is known of them, newest first', () => {
  const { book } = open();
  book.add(event('one'));
  book.add(event('two', { who: 'window', durationMs: null }));
  expect(book.page({ limit: 10 })).toEqual({
    more: false,
    events: [
      { ...event('two', { who: 'window', durationMs: null }), id: 2, at: 1_000_000 },
      { ...event('one', { durationMs: 12 }), id: 1, at: 1_000_000 },
    ],
  });
});

it('gives pages, kinds and what came since', () => {
  const { book, clock } = open();
  for (const sentence of ['one', 'two', 'three']) {
    clock.now += 1_000;
    book.add(event(sentence, sentence === 'two' ? { kind: 'model' } : {}));
  }
  const first = book.page({ limit: 2 });
  expect([sentences(first.events), first.more]).toEqual([['three', 'two'], true]);
  const rest = book.page({ limit: 2, before: first.events.at(-1)?.id });
  expect([sentences(rest.events), rest.more]).toEqual([['one'], false]);
  expect(sentences(book.page({ limit: 9, kind: 'model' }).events)).toEqual(['two']);
  expect(sentences(book.page({ limit: 9, since: 1_002_000 }).events)).toEqual(['three', 'two']);
});

it('tells listeners of each event once it is kept, by itself', async () => {
  const { book } = open({ flushMs: 5 });
  const heard: ActivityEvent[] = [];
  const stop = book.onAdd((one) => heard.push(one));
  book.add(event('one'));
  await until('it was told', () => heard.length === 1);
  expect(heard[0]?.id).toBe(1);
  stop();
  book.add(event('two'));
  book.flush();
  expect(heard).toHaveLength(1);
});

it('forgets what is too old, and more than the most', () => {
  const { db, book, clock } = open();
  for (const sentence of ['one', 'two', 'three']) book.add(event(sentence));
  book.flush();
  const again = new ActivityBook(db, quietLog, () => clock.now, { most: 2 });
  expect(sentences(again.page({ limit: 9 }).events)).toEqual(['three', 'two']);
  const later = new ActivityBook(db, quietLog, () => clock.now + 91 * 24 * 3_600_000);
  expect(later.page({ limit: 9 }).events).toEqual([]);
});

it('keeps what people did for two years, whatever else happens', () => {
  const { db, book, clock } = open();
  const year = 365 * 24 * 3_600_000;
  book.add(event('a person did it', { kind: 'admin' }));
  for (const sentence of ['one', 'two', 'three']) book.add(event(sentence));
  book.flush();
  const full = new ActivityBook(db, quietLog, () => clock.now, { most: 1 });
  expect(sentences(full.page({ limit: 9 }).events)).toEqual(['three', 'a person did it']);
  const later = new ActivityBook(db, quietLog, () => clock.now + year);
  expect(sentences(later.page({ limit: 9 }).events)).toEqual(['a person did it']);
  const latest = new ActivityBook(db, quietLog, () => clock.now + 2 * year + 1);
  expect(latest.page({ limit: 9 }).events).toEqual([]);
});
