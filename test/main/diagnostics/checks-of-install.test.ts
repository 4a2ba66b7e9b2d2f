import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { checksOfInstall } from '../../../main/diagnostics/checks-of-install.ts';
import { tempDir } from '../../support/temp-dir.ts';

it('names each part that is missing, and what to do', () => {
  const dataDir = tempDir();
  const there = path.join(dataDir, 'agent.mjs');
  writeFileSync(there, '');
  const parts = { page: path.join(dataDir, 'page'), demoModel: there, agent: there };
  const checks = checksOfInstall({ dataDir, parts });
  const missing = checks.filter(({ found }) => found.endsWith('is missing.'));
  expect(missing).toMatchObject([
    { topic: 'part', subject: 'page', trouble: { action: expect.stringContaining('npm run build') } },
  ]);
  expect(checks.find(({ subject }) => subject === 'agent')?.trouble).toBeNull();
});

it('finds a data folder that can be written, and one that is still to be made', () => {
  const dataDir = tempDir();
  const parts = { page: dataDir, demoModel: dataDir, agent: dataDir };
  const folderOf = (at: string) => checksOfInstall({ dataDir: at, parts }).find(({ topic }) => topic === 'folder');
  expect(folderOf(dataDir)?.found).toContain(dataDir);
  expect(folderOf(path.join(dataDir, 'later'))).toMatchObject({
    trouble: null,
    found: expect.stringContaining('made at the first start'),
  });
});
