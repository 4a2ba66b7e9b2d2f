import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { hashOfSecret } from '../../../main/base/hash-of-secret.ts';
import { restoreOffice } from '../../../main/backup/restore-office.ts';
import { readOfficeCa } from '../../../main/certificates/office-ca.ts';
import { AdminPasswordBook } from '../../../main/ledger/admin-password.ts';
import { AliasBook } from '../../../main/ledger/aliases.ts';
import { Keys } from '../../../main/ledger/keys.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MachineUse } from '../../../main/ledger/machine-use.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { PeopleBook } from '../../../main/ledger/people.ts';
import { PresetBook } from '../../../main/ledger/presets.ts';
import { SessionBook } from '../../../main/ledger/sessions.ts';
import { openIdentity } from '../../../main/link/identity.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { anOfficeToKeep } from '../../support/an-office-to-keep.ts';
import { tempDir } from '../../support/temp-dir.ts';

const now = Date.UTC(2026, 10, 30);

it('makes an empty folder the office that the backup was made of', async () => {
  const office = await anOfficeToKeep(now);
  const dataDir = path.join(tempDir(), 'new');
  const restored = restoreOffice(dataDir, JSON.stringify(office.backup()), now);
  expect(restored).toEqual({
    officeName: 'Linden & Roth',
    has: { machines: 1, people: 1, keys: 1, models: 0 },
    models: { loading: [], unknown: [] },
    madeAt: now,
  });
  expect(await openIdentity(dataDir)).toEqual(office.identity);
  expect(await readOfficeCa(dataDir)).toEqual(office.ca);
  expect(loadSettings(dataDir)).toMatchObject({
    office: { name: 'Linden & Roth', welcome: 'done' },
    marginBytes: 700_000_000,
  });
  for (const secret of ['coordinator.json', 'office-ca.json']) {
    expect(statSync(path.join(dataDir, 'identity', secret)).mode & 0o777).toBe(0o600);
  }

  using db = openLedger(dataDir);
  expect(new MachineBook(db).list()).toEqual(
    new MachineBook(office.db).list().filter(({ name }) => name === 'STUDIO-1'),
  );
  expect(new MachineUse(db).of(office.machineId)).toEqual(new MachineUse(office.db).of(office.machineId));
  expect(new PeopleBook(db).list().map(({ name }) => name)).toEqual(['This PC', 'Jana']);
  expect(new SessionBook(db).find(hashOfSecret('of Jana’s browser'))).toMatchObject({ personId: 'person-jana' });
  expect(new SessionBook(db).find(hashOfSecret('of this PC'))).toBeNull();
  expect(new Keys(db).find(office.key)).toMatchObject({ name: 'Accounting', limits: { tokensPerDay: 5_000 } });
  expect(new AliasBook(db).all()).toEqual([{ name: 'gpt-4o', model: 'qwen2.5-7b-instruct' }]);
  expect(new PresetBook(db).list('person-jana')).toMatchObject([{ name: 'Letters', text: 'Write kindly.\nSign.' }]);
  expect(new AdminPasswordBook(db).read()).toEqual(new AdminPasswordBook(office.db).read());
});

it('brings nothing in that no backup would hold', async () => {
  const office = await anOfficeToKeep(now);
  const { ledger, ...backup } = office.backup();
  const [machine = {}] = ledger.tables['machines'] ?? [];
  const [session = {}] = ledger.tables['sessions'] ?? [];
  const tables = {
    ...ledger.tables,
    machines: [{ ...machine, local: 1 }],
    gpu_limits: [],
    sessions: [
      { ...session, hash: 'a', at_this_pc: 1 },
      { ...session, hash: 'b', admin_until: now * 2 },
      { ...session, hash: 'c', expires_at: now - 1 },
    ],
  };
  const settings = { ...backup.settings, engine: { cpuMachines: true }, hub: { token: 'hf_of_others' } };
  const dataDir = path.join(tempDir(), 'new');
  restoreOffice(dataDir, JSON.stringify({ ...backup, settings, ledger: { ...ledger, tables } }), now);
  using db = openLedger(dataDir);
  expect(new MachineBook(db).list()).toEqual([]);
  const sessions = new SessionBook(db);
  expect(['a', 'b', 'c'].map((hash) => sessions.find(hash)?.adminUntil)).toEqual([undefined, null, undefined]);
  expect(loadSettings(dataDir)).toMatchObject({ engine: { cpuMachines: false }, hub: { token: null } });
});

it('listens where it did only where that means something on another PC', async () => {
  const office = await anOfficeToKeep(now);
  const lan = { host: '192.168.10.12', port: 8420 };
  const agents = { host: '127.0.0.1', port: 8421 };
  const dataDir = path.join(tempDir(), 'new');
  restoreOffice(dataDir, JSON.stringify({ ...office.backup(), settings: { lan, agents } }), now);
  expect(loadSettings(dataDir)).toMatchObject({ lan: { host: '0.0.0.0' }, agents: { host: '127.0.0.1' } });
});

it('never takes the place of an office that is there', async () => {
  const backup = JSON.stringify((await anOfficeToKeep(now)).backup());
  for (const name of ['ledger.sqlite', 'settings.json']) {
    const dataDir = tempDir();
    writeFileSync(path.join(dataDir, name), '');
    expect(() => restoreOffice(dataDir, backup, now)).toThrow(`There is an office in ${dataDir} already`);
    expect(readdirSync(dataDir)).toEqual([name]);
  }
});

const source = { repo: 'acme/Small-GGUF', revision: 'main', files: [{ path: 'small-3b-Q4_K_M.gguf', sha256: null }] };
const modelFiles = [{ model: 'small-3b', quantization: 'Q4_K_M', sizeBytes: null, source, wishes: {} }];

/** What stands where a file must be written, with what is written before it. */
it.each(['ledger.sqlite-wal', 'settings.json.new'])(
  'leaves nothing of a try that failed at %s, and says why; the next one is whole',
  async (inTheWay) => {
    const office = await anOfficeToKeep(now);
    const backup = JSON.stringify({ ...office.backup(), modelFiles });
    const dataDir = tempDir();
    const blocked = path.join(dataDir, inTheWay);
    mkdirSync(blocked);
    expect(() => restoreOffice(dataDir, backup, now)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ code: 'data_not_writable', effect: 'Nothing was restored.' }),
      }),
    );
    expect(readdirSync(dataDir)).toEqual([inTheWay]);
    rmdirSync(blocked);
    expect(restoreOffice(dataDir, backup, now)).toMatchObject({ models: { loading: ['small-3b'] } });
    expect(await openIdentity(dataDir)).toEqual(office.identity);
  },
);

it('leaves what was in the folder when it fails', async () => {
  const backup = JSON.stringify({ ...(await anOfficeToKeep(now)).backup(), modelFiles });
  const dataDir = tempDir();
  mkdirSync(path.join(dataDir, 'models/downloads'), { recursive: true });
  mkdirSync(path.join(dataDir, 'settings.json.new'));
  writeFileSync(path.join(dataDir, 'models/downloads/another.part'), '');
  expect(() => restoreOffice(dataDir, backup, now)).toThrow(`The data folder ${dataDir} cannot be written (EISDIR).`);
  expect(readdirSync(path.join(dataDir, 'models/downloads'))).toEqual(['another.part']);
});

it('writes nothing when the backup is damaged', () => {
  const dataDir = path.join(tempDir(), 'new');
  expect(() => restoreOffice(dataDir, '{}', now)).toThrow('no backup of an office');
  expect(existsSync(dataDir)).toBe(false);
});
