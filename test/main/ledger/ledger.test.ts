import { statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Keys } from '../../../main/ledger/keys.ts';
import { noLimits } from '../../../contract/keys.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { migrations } from '../../../main/ledger/migrations.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import { RequestHours } from '../../../main/ledger/request-hours.ts';
import { TokenRates } from '../../../main/ledger/token-rates.ts';
import { UsageBook } from '../../../main/ledger/usage.ts';
import { deployment, variant } from '../../support/office-fixtures.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { quietLog } from '../../support/quiet-log.ts';

describe('the ledger', () => {
  it('keeps what was written over a new start', () => {
    const folder = tempDir();
    const first = openLedger(folder);
    new ModelBook(first).putVariant(variant());
    new ModelBook(first).putDeployment(deployment());
    first.close();
    const second = openLedger(folder);
    expect(new ModelBook(second).variants()).toEqual([variant()]);
    expect(new ModelBook(second).deployments()).toEqual([deployment()]);
    second.close();
  });

  it('is readable by its owner alone', () => {
    const folder = tempDir();
    openLedger(folder).close();
    expect(statSync(path.join(folder, 'ledger.sqlite')).mode & 0o777).toBe(0o600);
  });

  it('leaves a file of a newer version alone', () => {
    const folder = tempDir();
    const newer = new DatabaseSync(path.join(folder, 'ledger.sqlite'));
    newer.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    newer.close();
    expect(() => openLedger(folder)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'data_too_new' }) }),
    );
  });

  it('turns the deployments of an earlier version into those of this one', () => {
    const folder = tempDir();
    const old = new DatabaseSync(path.join(folder, 'ledger.sqlite'));
    for (const step of migrations.slice(0, 3)) old.exec(step);
    const { slots: _slots, replicas: _replicas, pins: _pins, ...rest } = deployment();
    const before = { ...rest, slots: 3, replicasMin: 1, replicasMax: 2, priority: 0 };
    old.prepare('INSERT INTO deployments VALUES (?, ?, ?)').run(rest.id, rest.model, JSON.stringify(before));
    old.exec('PRAGMA user_version = 3');
    old.close();
    const db = openLedger(folder);
    const ranges = { slots: { min: 3, max: 3 }, replicas: { min: 1, max: 2 } };
    expect(new ModelBook(db).deployments()).toEqual([deployment({ ...ranges, priority: 1 })]);
    db.close();
  });

  it('reads a variant that was written before the estimate asked for more, as one of which less is known', () => {
    const db = openLedger(tempDir());
    const { graph: _graph, ...facts } = variant().facts;
    const before = JSON.stringify({ ...variant(), facts });
    db.prepare('INSERT INTO variants VALUES (?, ?, ?, ?)').run(variant().sha256, variant().model, 0, before);
    expect(new ModelBook(db).variants()).toEqual([variant({ facts: { ...variant().facts, graph: null } })]);
    db.close();
  });

  it('may be open in two processes: a key made beside the office serves at once', () => {
    const folder = tempDir();
    const [office, cli] = [openLedger(folder), openLedger(folder)];
    const { key } = new Keys(cli).create('laptop');
    expect(new Keys(office).find(key)).toMatchObject({ name: 'laptop' });
    office.close();
    cli.close();
  });
});

describe('keys', () => {
  it('are kept as hashes only', () => {
    const folder = tempDir();
    const db = openLedger(folder);
    const { key } = new Keys(db).create('n8n');
    expect(JSON.stringify(db.prepare('SELECT * FROM keys').all())).not.toContain(key);
    db.close();
  });

  it('end at once when they are revoked, and free their name', () => {
    const db = openLedger(tempDir());
    const keys = new Keys(db);
    const { key } = keys.create('n8n');
    expect(keys.revoke('n8n')).toBe(true);
    expect(keys.find(key)).toBeNull();
    expect(keys.list()).toEqual([]);
    expect(keys.revoke('n8n')).toBe(false);
    expect(keys.create('n8n').key).not.toBe(key);
    db.close();
  });

  it('refuse a second one of the same name', () => {
    const db = openLedger(tempDir());
    new Keys(db).create('n8n');
    expect(() => new Keys(db).create('n8n')).toThrow('There is a key named “n8n” already.');
    db.close();
  });

  it('keep who answers for them, how they begin, and what they may do', () => {
    const db = openLedger(tempDir());
    const keys = new Keys(db);
    const { key, facts } = keys.create('n8n', { owner: 'Jana', limits: { requestsPerMinute: 60 } });
    expect(facts).toMatchObject({
      owner: 'Jana',
      begins: key.slice(0, 8),
      limits: { ...noLimits, requestsPerMinute: 60 },
    });
    expect(keys.find(key)?.limits.models).toBeNull();
    keys.limit(facts.id, { models: ['llama'] });
    expect(keys.find(key)?.limits).toEqual({ ...noLimits, requestsPerMinute: 60, models: ['llama'] });
    keys.revoke('n8n');
    expect(keys.names().get(facts.id)).toContain('n8n');
    db.close();
  });

  it('note when they were last used, at most once a minute', () => {
    const db = openLedger(tempDir());
    let now = 1_000_000;
    const keys = new Keys(db, () => now);
    const { key } = keys.create('n8n');
    keys.find(key);
    now += 30_000;
    keys.find(key);
    expect(keys.list()[0]?.lastUsedAt).toBe(1_000_000);
    now += 31_000;
    keys.find(key);
    expect(keys.list()[0]?.lastUsedAt).toBe(1_061_000);
    db.close();
  });
});

describe('usage', () => {
  it('counts the tokens of a key today, written or not, and tells all from a day on', () => {
    const db = openLedger(tempDir());
    let now = Date.UTC(2026, 10, 20);
    const usage = new UsageBook(db, quietLog, () => now);
    const note = { keyId: 'key-1', model: 'llama', promptTokens: 10, completionTokens: 5 };
    usage.note(note);
    usage.flush();
    usage.note({ ...note, model: 'qwen' });
    usage.note({ ...note, keyId: 'key-2' });
    expect(usage.tokensToday('key-1')).toBe(30);
    usage.note(note);
    expect(usage.tokensToday('key-1')).toBe(45);
    usage.flush();
    expect(usage.tokensToday('key-1')).toBe(45);
    now += 24 * 60 * 60_000;
    expect(usage.tokensToday('key-1')).toBe(0);
    usage.note(note);
    expect(usage.since('2026-11-21')).toEqual([{ day: '2026-11-21', ...note, requests: 1 }]);
    usage.close();
    db.close();
  });

  it('adds up per day, key and model, over several writes', () => {
    const db = openLedger(tempDir());
    const usage = new UsageBook(db, quietLog, () => Date.UTC(2026, 10, 20));
    const note = { keyId: 'key-1', model: 'llama', promptTokens: 10, completionTokens: 5 };
    usage.note(note);
    usage.note(note);
    usage.flush();
    usage.note(note);
    usage.close();
    expect(db.prepare('SELECT * FROM usage').all()).toEqual([
      { day: '2026-11-20', key_id: 'key-1', model: 'llama', requests: 3, prompt_tokens: 30, completion_tokens: 15 },
    ]);
    db.close();
  });
});

describe('a ledger that cannot be written', () => {
  it('takes what was counted meanwhile when it can', () => {
    const db = openLedger(tempDir());
    const usage = new UsageBook(db, quietLog, () => Date.UTC(2026, 10, 20));
    const hours = new RequestHours(db, quietLog, () => 0);
    const rates = new TokenRates(db, quietLog, () => 0);
    const ended = { whole: 1, moved: 0, refused: 0, failed: 0, cancelled: 0, waitedLong: 0, waitedMs: 0 };
    db.exec('PRAGMA query_only = ON');
    usage.note({ keyId: 'key-1', model: 'llama', promptTokens: 10, completionTokens: 5 });
    hours.note({ ...ended, model: 'llama', promptTokens: 10, completionTokens: 5 });
    rates.sample(1);
    usage.flush();
    expect(hours.since(0)).toEqual([]);
    rates.close();
    db.exec('PRAGMA query_only = OFF');
    usage.close();
    expect(db.prepare('SELECT requests FROM usage').all()).toEqual([{ requests: 1 }]);
    expect(hours.since(0)).toMatchObject([{ whole: 1 }]);
    hours.close();
    db.close();
  });

  it('lets a key serve', () => {
    const db = openLedger(tempDir());
    const keys = new Keys(db);
    const { key } = keys.create('program');
    db.exec('PRAGMA query_only = ON');
    expect(keys.find(key)).toMatchObject({ name: 'program' });
    db.close();
  });
});

describe('machines', () => {
  it('give up their old certificate when they are let in again', () => {
    const db = openLedger(tempDir());
    const book = new MachineBook(db);
    const more = { machineId: 'm', removing: false };
    const known = { id: 'm', name: 'PC', certificate: 'old', fingerprint: '01', local: true, ...more };
    book.put(known);
    book.put({ ...known, certificate: 'new', fingerprint: '02' });
    expect(book.list()).toEqual([{ ...known, certificate: 'new', fingerprint: '02' }]);
    db.close();
  });

  it('of the first version are known by the same id as before', () => {
    const folder = tempDir();
    const old = new DatabaseSync(path.join(folder, 'ledger.sqlite'));
    old.exec(migrations[0] ?? '');
    old.exec(`INSERT INTO machines VALUES ('m', 'PC', 'cert', '01', 1, 5)`);
    old.exec('PRAGMA user_version = 1');
    old.close();
    const db = openLedger(folder);
    const known = { id: 'm', name: 'PC', certificate: 'cert', fingerprint: '01', local: true };
    expect(new MachineBook(db).list()).toEqual([{ ...known, machineId: 'm', removing: false }]);
    db.close();
  });

  it('that were removed are told apart from those that never came, until they come again', () => {
    const db = openLedger(tempDir());
    const book = new MachineBook(db);
    const more = { local: false, machineId: 'm', removing: false };
    const known = { id: 'm', name: 'PC', certificate: 'cert', fingerprint: '01', ...more };
    book.put(known);
    expect(book.standing('01')).toBe('known');
    expect(book.admitted('01')).toEqual(known);
    book.remove('m');
    expect([book.standing('01'), book.standing('02')]).toEqual(['removed', 'unknown']);
    expect(book.admitted('01')).toBeNull();
    book.put(known);
    expect(book.standing('01')).toBe('known');
    db.close();
  });
});
