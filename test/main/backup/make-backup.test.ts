import { expect, it } from 'vitest';
import { keptCounts } from '../../../main/backup/kept-counts.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { makeBackup } from '../../../main/backup/make-backup.ts';
import { anOfficeToKeep } from '../../support/an-office-to-keep.ts';

const now = Date.UTC(2026, 10, 30);

it('keeps machines, people and keys, without this PC and a machine that leaves', async () => {
  const backup = (await anOfficeToKeep(now)).backup();
  expect(backup).toMatchObject({ format: 'aivailable-backup/3', madeAt: now, officeName: 'Linden & Roth' });
  expect(keptCounts(backup)).toEqual({ machines: 1, people: 1, keys: 1, models: 0 });
  const names = (table: string) => backup.ledger.tables[table]?.map(({ name }) => name);
  expect(names('machines')).toEqual(['STUDIO-1']);
  expect(backup.ledger.tables['sessions']).toHaveLength(1);
});

it('leaves out what belongs to the PC, and secrets of others', async () => {
  const { identity, db } = await anOfficeToKeep(now);
  db.exec(
    `INSERT INTO attached_servers VALUES ('a1', 'Attic', 'http://192.168.10.9', 'the-attic-key', NULL, 1, 0, '[]', 0)`,
  );
  db.exec(`INSERT INTO conversations (id, title, created_at, updated_at) VALUES ('c1', 'Salaries', 0, 0)`);
  const usual = loadSettings('/nowhere');
  const settings = { ...usual, hub: { ...usual.hub, token: 'hf_secret' } };
  const text = JSON.stringify(
    makeBackup({ identity, ca: null, officeName: 'Linden', settings, db, downloads: [], now }),
  );
  for (const left of ['hf_secret', 'the-attic-key', 'Salaries', 'maxThreads']) expect(text).not.toContain(left);
});
