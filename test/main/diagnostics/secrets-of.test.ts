import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { secretsOf } from '../../../main/diagnostics/secrets-of.ts';
import { AttachedBook } from '../../../main/ledger/attached-book.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { tempDir } from '../../support/temp-dir.ts';

const server = {
  id: 'server-1',
  name: 'Attic',
  url: 'http://192.168.10.9:8000/v1',
  certificate: null,
  slots: 4,
  prefer: false,
  models: null,
  addedAt: 1,
};

it('the secrets of a data folder are those of its files and the keys of attached servers, also while it is in use', () => {
  const dataDir = tempDir();
  writeFileSync(path.join(dataDir, 'settings.json'), '{"hub":{"token":"hub token 1"}}');
  using db = openLedger(dataDir);
  new AttachedBook(db).put({ ...server, key: 'no shape of a key' });
  expect(secretsOf(dataDir)).toEqual(['hub token 1', 'no shape of a key']);
});

it('a folder without a ledger has no keys of servers', () => {
  expect(secretsOf(tempDir())).toEqual([]);
});
