/** Models of an office that goes on on another PC: loaded again from where they came, a hub of the test's own. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { readBackup } from '../../../main/backup/read-backup.ts';
import { restoreOffice } from '../../../main/backup/restore-office.ts';
import { catalogue } from '../../../main/library/catalogue/catalogue.ts';
import { anOfficeToKeep } from '../../support/an-office-to-keep.ts';
import { ggufBytes, smallLlama } from '../../support/engine/small-gguf.ts';
import { openDownloads } from '../../support/library/download-office.ts';
import { HubServer } from '../../support/library/hub-server.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { tempDir } from '../../support/temp-dir.ts';

const now = Date.UTC(2026, 10, 30);
const at = 'acme/Small-GGUF/small-3b-Q4_K_M.gguf';
const better = 'acme/Small-GGUF/small-3b-Q8_0.gguf';

let hub: HubServer;
beforeEach(async () => {
  hub = await HubServer.open();
  hub.put(at, ggufBytes(smallLlama({}, 20_000)));
  hub.put(better, ggufBytes(smallLlama({}, 30_000)));
});

const newFolder = () => path.join(tempDir(), 'new');

it('are loaded when the office starts, and deployed as they were', async () => {
  const office = await anOfficeToKeep(now);
  const { load, library, close } = await openDownloads(hub, { folder: office.dataDir });
  const pins = ['here', office.machineId].map((machineId) => ({ machineId, gpuId: 'gpu-0' }));
  await load(at, { wishes: { contextLength: 4_096, priority: 8, idleMinutes: 20, pins } });
  await load(better);
  const brought = path.join(tempDir(), 'brought-1b-Q8_0.gguf');
  writeFileSync(brought, ggufBytes(smallLlama({}, 10_000)));
  await library.import(brought);
  await close();

  const dataDir = newFolder();
  const restored = restoreOffice(dataDir, JSON.stringify(office.backup()), now);
  expect(restored).toMatchObject({ has: { models: 2 }, models: { loading: ['small-3b'], unknown: ['brought-1b'] } });
  const { downloads, book, untilState } = await openDownloads(hub, { folder: dataDir });
  for (const { id } of downloads.list())
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
  const files = new Map(book.variants().map(({ sha256, name }) => [sha256, name]));
  expect(
    book.deployments().map(({ id: _id, addedAt: _addedAt, variants, ...rest }) => ({
      ...rest,
      variants: variants.map((sha256) => files.get(sha256)),
    })),
  ).toEqual([
    {
      model: 'small-3b',
      variants: ['Q8_0', 'Q4_K_M'],
      contextLength: 4_096,
      slots: { min: 1, max: 4 },
      replicas: { min: 1, max: 2 },
      priority: 8,
      pins: pins.slice(1),
      idleMinutes: 20,
    },
  ]);
});

it('are deployed as they were though another file of theirs comes first', async () => {
  const office = await anOfficeToKeep(now);
  const { load, start, close } = await openDownloads(hub, { folder: office.dataDir });
  await load(better, { wishes: { contextLength: 4_096, priority: 3 } });
  hub.troubles.push({ holdAfter: 5_000 });
  start(at, { wishes: { priority: 9 } });
  await close();
  expect(office.backup().modelFiles).toMatchObject([
    { quantization: 'Q8_0', wishes: { quantizations: ['Q8_0'], contextLength: 4_096, priority: 3 } },
    { quantization: 'Q4_K_M', wishes: { quantizations: ['Q8_0', 'Q4_K_M'], contextLength: 4_096, priority: 3 } },
  ]);
});

it('are not taken from a hub that has another file there now', async () => {
  const office = await anOfficeToKeep(now);
  const { load, close } = await openDownloads(hub, { folder: office.dataDir });
  await load(at);
  await close();
  const dataDir = newFolder();
  restoreOffice(dataDir, JSON.stringify(office.backup()), now);
  hub.put(at, ggufBytes(smallLlama({}, 25_000)));
  const { downloads, untilState } = await openDownloads(hub, { folder: dataDir });
  const [only] = downloads.list();
  expect(await untilState(only?.id ?? '', 'done', 'failed')).toMatchObject({ problem: { code: 'download_damaged' } });
});

it('are found in the catalogue when an older version loaded them', async () => {
  const office = await anOfficeToKeep(now);
  const [entry] = catalogue;
  const [file] = entry?.files ?? [];
  if (!entry || !file) throw new Error('the catalogue is empty');
  const own = `acme/Mirror-GGUF/${entry.name}-${file.quantization}.gguf`;
  hub.put(own, ggufBytes(smallLlama({}, 15_000)));
  const { load, close } = await openDownloads(hub, { folder: office.dataDir });
  await load(own, { model: entry.name });
  office.db.exec('DELETE FROM model_sources');
  await close();
  const [kept] = office.backup().modelFiles;
  expect(kept?.source).toMatchObject({ repo: entry.repo, files: [{ path: file.paths[0] }] });
});

it('are kept while they are on their way, and are not once they were taken out or somebody paused them', async () => {
  const office = await anOfficeToKeep(now);
  hub.troubles.push({ holdAfter: 5_000 });
  const { start, downloads, library, load, close } = await openDownloads(hub, { folder: office.dataDir });
  await load(better);
  library.remove('small-3b');
  const { id } = start(at);
  expect(office.backup().modelFiles).toMatchObject([
    { model: 'small-3b', quantization: 'Q4_K_M', source: { repo: 'acme/Small-GGUF' } },
  ]);
  await downloads.pause(id);
  expect(office.backup().modelFiles).toEqual([]);
  await close();
});

it('come from nowhere but a hub, whatever a file says', async () => {
  const office = await anOfficeToKeep(now);
  const source = { repo: 'acme/Small-GGUF', revision: 'main', files: [{ path: 'small-3b-Q4_K_M.gguf', sha256: null }] };
  const model = { model: 'small-3b', quantization: 'Q4_K_M', sizeBytes: null, source, wishes: {} };
  const read = (changes: object) => () =>
    readBackup(JSON.stringify({ ...office.backup(), modelFiles: [{ ...model, ...changes }] }), now);
  expect(read({})().modelFiles).toEqual([model]);
  for (const odd of [
    { model: 'small\u001B[2J' },
    { model: 'demo' },
    { quantization: 'Q4\u202E' },
    { source: { ...source, repo: '../../control' } },
    { source: { ...source, revision: '../main' } },
    { source: { ...source, revision: '..' } },
    { source: { ...source, files: [{ path: 'a\n/../../../api/x.gguf', sha256: null }] } },
    { source: { ...source, files: [{ path: 'a\u001B[2J.gguf', sha256: null }] } },
    { source: { ...source, files: [{ path: '/etc/passwd', sha256: null }] } },
    { source: { ...source, files: [] } },
    { wishes: { contextLength: -1 } },
    { wishes: { quantizations: ['\u0007'] } },
  ]) {
    expect(refusalOf(read(odd)), JSON.stringify(odd)).toMatchObject({ code: 'backup_invalid' });
  }
});

it('are none in a backup of an older version', async () => {
  const { modelFiles: _modelFiles, ...backup } = (await anOfficeToKeep(now)).backup();
  const older = JSON.stringify({ ...backup, format: 'aivailable-backup/2' });
  expect(restoreOffice(newFolder(), older, now)).toMatchObject({ has: { models: 0 }, models: null });
});
