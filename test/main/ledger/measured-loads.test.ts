import { expect, it, onTestFinished } from 'vitest';
import type { MeasuredLoad } from '../../../contract/plan.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MeasuredLoads } from '../../../main/ledger/measured-loads.ts';
import { shaOf } from '../../support/office-fixtures.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { quietLog } from '../../support/quiet-log.ts';

const load = (changes: Partial<MeasuredLoad> = {}): MeasuredLoad => ({
  sha256: shaOf('a'),
  backend: 'vulkan',
  family: 'gtx 10',
  contextLength: 4096,
  slots: 2,
  memory: { weightsBytes: 1, cacheBytes: 2, workBytes: 3 },
  ...changes,
});
const took = (workBytes: number): MeasuredLoad => load({ memory: { weightsBytes: 1, cacheBytes: 2, workBytes } });

function open() {
  const db = openLedger(tempDir());
  onTestFinished(() => db.close());
  return { db, loads: new MeasuredLoads(db, quietLog) };
}

it('keeps what a load took, once for each replica, over a new start', () => {
  const { db, loads } = open();
  expect(loads.all()).toEqual([]);
  loads.note('A r-1', load());
  loads.note('A r-1', took(99));
  expect(loads.all()).toEqual([load()]);
  const again = new MeasuredLoads(db, quietLog);
  again.note('A r-1', took(99));
  expect(again.all()).toEqual([load()]);
});

it('takes what a full disk did not when the machine reports it again', () => {
  const { db, loads } = open();
  db.exec('PRAGMA query_only = ON');
  loads.note('A r-1', load());
  db.exec('PRAGMA query_only = OFF');
  expect(loads.all()).toEqual([]);
  loads.note('A r-1', load());
  expect(loads.all()).toEqual([load()]);
});

it('keeps the newest three of one shape, and of others their own', () => {
  const { loads } = open();
  for (let at = 1; at <= 5; at += 1) loads.note(`A r-${at}`, took(at), at);
  loads.note('A other', load({ slots: 3 }), 0);
  loads.note('B other', load({ family: 'rx 500' }), 0);
  const of = (slots: number, family: string) =>
    loads.all().filter((one) => one.slots === slots && one.family === family);
  expect(of(2, 'gtx 10').map(({ memory }) => memory.workBytes)).toEqual([3, 4, 5]);
  expect([of(3, 'gtx 10').length, of(2, 'rx 500').length]).toEqual([1, 1]);
});

it('has an end, whatever shapes are tried', () => {
  const { loads } = open();
  for (let at = 1; at <= 230; at += 1) loads.note(`A r-${at}`, load({ contextLength: 64 + at }), at);
  expect(loads.all()).toHaveLength(200);
  expect(loads.all()[0]?.contextLength).toBe(64 + 31);
});

it('counts a replica once over all its reports, and keeps what it took when it is gone', () => {
  const { loads } = open();
  loads.note('A r-1', load());
  const before = loads.all();
  loads.keepOnly(new Set(['A r-1']));
  loads.note('A r-1', took(99));
  expect(loads.all()).toBe(before);
  loads.keepOnly(new Set());
  loads.note('A r-1', took(99));
  expect(loads.all()).toEqual([load()]);
});
