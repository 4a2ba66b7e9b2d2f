import { expect, it, onTestFinished } from 'vitest';
import { noLimits } from '../../../contract/keys.ts';
import { LiveKeys } from '../../../main/coordinator/live-keys.ts';
import { Keys } from '../../../main/ledger/keys.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { UsageBook } from '../../../main/ledger/usage.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { tempDir } from '../../support/temp-dir.ts';

function open() {
  const clock = { at: Date.UTC(2026, 10, 29, 12), now: () => clock.at };
  const db = openLedger(tempDir());
  const usage = new UsageBook(db, quietLog, clock.now);
  const keys = new Keys(db, clock.now);
  onTestFinished(() => {
    usage.close();
    db.close();
  });
  const people = { names: () => new Map([['person-aylin', 'Aylin Demir']]) };
  return { office: new LiveKeys({ keys, people, usage, clock }), keys, usage, clock };
}

const wished = { name: 'n8n', owner: 'Jana', limits: { tokensPerDay: 1_000 } };
const spent = { model: 'llama', promptTokens: 10, completionTokens: 5 };

it('makes a key, shows it once, and tells what was used with it today', () => {
  const { office, keys, usage } = open();
  const { key, view } = office.make(wished);
  expect(keys.find(key)?.id).toBe(view.id);
  usage.note({ keyId: view.id, ...spent });
  expect(office.list()).toMatchObject([
    { id: view.id, owner: 'Jana', limits: { ...noLimits, tokensPerDay: 1_000 }, tokensToday: 15 },
  ]);
  expect(JSON.stringify(office.list())).not.toContain(key);
});

it('changes limits and owner, and ends a key; of none it says that there is none', () => {
  const { office, keys } = open();
  const { key, view } = office.make(wished);
  expect(office.change(view.id, { models: ['llama'] }).limits).toEqual({
    ...noLimits,
    tokensPerDay: 1_000,
    models: ['llama'],
  });
  expect(office.change(view.id, { owner: 'Tomas' })).toMatchObject({ owner: 'Tomas', limits: { models: ['llama'] } });
  expect(office.change(view.id, { models: null }).owner).toBe('Tomas');
  expect(office.change(view.id, { owner: null }).owner).toBeNull();
  office.revoke(view.id);
  expect(keys.find(key)).toBeNull();
  expect(() => office.revoke(view.id)).toThrow('There is no such key');
  expect(() => office.change('key-9', {})).toThrow('There is no such key');
});

it('tells usage of 30 days by key, of revoked ones too, by person, and of those who are known no more together', () => {
  const { office, usage, clock } = open();
  const { view } = office.make(wished);
  usage.note({ keyId: view.id, ...spent });
  clock.at += 29 * 24 * 60 * 60_000;
  office.revoke(view.id);
  for (const keyId of ['session-1', 'session-2', 'cli', 'person-aylin']) usage.note({ keyId, ...spent });
  const [first, second, third, ...rest] = office.usage();
  expect(first).toMatchObject({ day: '2026-11-29', keyId: view.id, requests: 1, promptTokens: 10 });
  expect(first?.name).toContain('n8n');
  expect(second).toMatchObject({
    keyId: 'people',
    name: 'people',
    requests: 3,
    promptTokens: 30,
    completionTokens: 15,
  });
  expect(third).toMatchObject({ keyId: 'person-aylin', name: 'Aylin Demir', requests: 1, promptTokens: 10 });
  expect(rest).toEqual([]);
  clock.at += 24 * 60 * 60_000;
  expect(office.usage().map(({ keyId }) => keyId)).toEqual(['people', 'person-aylin']);
});

it('tells what was used without a key by a name of its own', () => {
  const { office, usage } = open();
  usage.note({ keyId: 'without-key', ...spent });
  expect(office.usage()).toMatchObject([{ keyId: 'without-key', name: 'Without a key' }]);
});
