// One folder as one archive: the same folder gives the same bytes, whoever packs it, where and when.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as tar from 'tar';

// Some unpackers take a time of 0 for "unknown".
const mtime = new Date('2000-01-01T00:00:00Z');
const level = 9;

/**
 * Writes `manifest.json` into the folder and packs it.
 * @param {string} folder
 * @param {string} archive the .tar.gz to write
 * @param {{version: string, platform: string, executable: string[]}} about `executable`: paths in it that are programs
 * @returns {Promise<{size: number, sha256: string, files: {path: string, size: number, sha256: string}[]}>}
 */
export async function packFolder(folder, archive, { version, platform, executable }) {
  const files = await Promise.all(
    filesOf(folder).map(async (file) => ({ path: file, ...(await measure(path.join(folder, file))) })),
  );
  const manifest = { format: 'aivailable-bundle/1', version, platform, files };
  writeFileSync(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  const programs = new Set(executable);
  const onWriteEntry = (entry) => {
    entry.stat.mode = programs.has(entry.path) ? 0o755 : 0o644;
  };
  const options = {
    cwd: folder,
    portable: true,
    mtime,
    noPax: true,
    strict: true,
    gzip: { level },
    jobs: 1,
    onWriteEntry,
  };
  // Files alone, in order: folders come with them, and have no mode of their own.
  await pipeline(tar.c(options, ['manifest.json', ...files.map((file) => file.path)]), createWriteStream(archive));
  return { ...(await measure(archive)), files };
}

/** Paths with forward slashes, in the order of their bytes. */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => file !== 'manifest.json')
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

async function measure(file) {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest('hex') };
}
