import { expect, it } from 'vitest';
import type { KeptRow, OfficeBackup } from '../../../contract/office-backup.ts';
import { readBackup } from '../../../main/backup/read-backup.ts';
import { openIdentity } from '../../../main/link/identity.ts';
import { anOfficeToKeep } from '../../support/an-office-to-keep.ts';
import { tempDir } from '../../support/temp-dir.ts';

const now = Date.UTC(2026, 10, 30);
const aBackup = async (): Promise<OfficeBackup> => (await anOfficeToKeep(now)).backup();

const codeOf = (text: string): string => {
  try {
    readBackup(text, now);
    return 'read';
  } catch (error) {
    return (error as { problem: { code: string } }).problem.code;
  }
};

function withTables(backup: OfficeBackup, tables: Record<string, readonly KeptRow[]>): OfficeBackup {
  const { ledger } = backup;
  const changed = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, [...rows]]));
  return { ...backup, ledger: { ...ledger, tables: { ...ledger.tables, ...changed } } };
}

it('reads what was written', async () => {
  const backup = await aBackup();
  expect(readBackup(JSON.stringify(backup, null, 2), now)).toEqual(backup);
});

it('refuses what is damaged', async () => {
  const backup = await aBackup();
  const other = await openIdentity(tempDir());
  const [machine = {}] = backup.ledger.tables['machines'] ?? [];
  const odd = [
    { ...backup, format: 'a-backup/3' },
    { ...backup, officeName: '' },
    { ...backup, identity: { ...backup.identity, key: other.key } },
    { ...backup, identity: { ...backup.identity, certificate: 'x' } },
    { ...backup, ca: backup.ca && { ...backup.ca, key: other.key } },
    // A certificate that fits its key, and is none of a CA.
    { ...backup, ca: { key: other.key, certificate: other.certificate, names: [] } },
    { ...backup, settings: { marginBytes: 'much' } },
    withTables(backup, { machines: [{ ...machine, fingerprint: 'ab'.repeat(32) }] }),
    withTables(backup, { machines: [{ ...machine, certificate: '' }] }),
    withTables(backup, { machines: [machine, { ...machine, id: 'another' }] }),
  ];
  for (const one of ['no backup', '{}', ...odd.map((each) => JSON.stringify(each))]) {
    expect(codeOf(one), one).toBe('backup_invalid');
  }
});

it('refuses names and ids that would be taken for something else where they are shown', async () => {
  const backup = await aBackup();
  const [machine = {}] = backup.ledger.tables['machines'] ?? [];
  const [person = {}] = backup.ledger.tables['people'] ?? [];
  const odd = [
    { ...backup, officeName: 'Linden\u001B[2J' },
    withTables(backup, { machines: [{ ...machine, name: 'STUDIO\u202E1' }] }),
    withTables(backup, { machines: [{ ...machine, id: '../asks/1' }] }),
    withTables(backup, { people: [{ ...person, name: 'Ja\u0007na' }] }),
  ];
  for (const one of odd) expect(codeOf(JSON.stringify(one))).toBe('backup_invalid');
});

it('refuses rows that are none of the ledger', async () => {
  const backup = await aBackup();
  const [person = {}] = backup.ledger.tables['people'] ?? [];
  const odd = [
    withTables(backup, { conversations: [] }),
    withTables(backup, { people: [{ ...person, 'name) VALUES (1); DROP TABLE people; --': 1 }] }),
    withTables(backup, { people: [{ ...person, created_at: 'yesterday' }] }),
    withTables(backup, { people: [{ id: 'person-x' }] }),
    withTables(backup, { gpu_limits: [{ machine_id: 'nobody', gpu_id: 'gpu-0', bytes: 1 }] }),
  ];
  for (const one of odd) expect(codeOf(JSON.stringify(one))).toBe('backup_invalid');
});

it('refuses rows that fit their table and no part of the office', async () => {
  const backup = await aBackup();
  const [person = {}] = backup.ledger.tables['people'] ?? [];
  const [key = {}] = backup.ledger.tables['keys'] ?? [];
  const [machine = {}] = backup.ledger.tables['machines'] ?? [];
  const odd = [
    withTables(backup, { people: [{ ...person, role: 'king' }] }),
    withTables(backup, { people: [{ ...person, limits: 'none' }] }),
    withTables(backup, { people: [{ ...person, created_at: 2 ** 60 }] }),
    // Who sits at this PC is there already.
    withTables(backup, { people: [{ ...person, id: 'person-office', revoked_at: 5 }] }),
    withTables(backup, { keys: [{ ...key, limits: '{}' }] }),
    withTables(backup, { machines: [{ ...machine, hours: 'always' }] }),
  ];
  for (const one of odd) expect(codeOf(JSON.stringify(one))).toBe('backup_invalid');
});

it('says why in words that no terminal obeys', async () => {
  const backup = await aBackup();
  const odd = [{ ...backup, settings: { '\u001B[2J': 1 } }, withTables(backup, { '\u001B]0;restored\u0007': [] })];
  for (const one of odd) {
    expect(() => readBackup(JSON.stringify(one), now)).toThrow(/^[^\p{Cc}]+$/u);
  }
});

it('says that a newer version made it', async () => {
  const backup = await aBackup();
  expect(codeOf(JSON.stringify({ ...backup, ledger: { ...backup.ledger, version: 999 } }))).toBe('data_too_new');
  expect(codeOf(JSON.stringify({ ...backup, format: 'aivailable-backup/4', more: 1 }))).toBe('data_too_new');
});

it('reads a backup of older tables', async () => {
  const backup = await aBackup();
  const { machines = [] } = backup.ledger.tables;
  const later = ['wake', 'wake_when_needed'];
  const old = machines.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !later.includes(name))));
  const older = { ...backup, ledger: { version: 2, tables: { machines: old } } };
  expect(readBackup(JSON.stringify(older), now).ledger.version).toBe(2);
});
