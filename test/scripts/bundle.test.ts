import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { list } from 'tar';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BundleContent } from '../../contract/bundle.ts';
import { isNeeded, neededPackages } from '../../scripts/bundle/needed-packages.mjs';
import { removeOlder } from '../../scripts/bundle/remove-older.mjs';
import { checkIntegrity } from '../../scripts/bundle/package-folder.mjs';
import { packFolder } from '../../scripts/bundle/pack-folder.mjs';
import { root } from '../support/source/source-files.ts';
import { tempDir } from '../support/temp-dir.ts';

const about = { version: '0.1.0', platform: 'linux-x64', executable: ['bin/node'] };
const Locked = z.looseObject({
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  os: z.unknown().optional(),
  link: z.boolean().optional(),
});

/** The same small tree, made in another order, at another time and with other modes. */
function aTree(names: readonly string[], mode: number): string {
  const folder = tempDir();
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), `content of ${name}\n`);
    chmodSync(path.join(folder, name), mode);
    utimesSync(path.join(folder, name), mode, mode);
  }
  return folder;
}
const names = ['bin/node', 'agent/node-agent.mjs', 'LICENSE', 'node_modules/@a/b/index.js', 'node_modules/a/index.js'];

describe('the folder of the bundles', () => {
  it('keeps one version of a kind, as the app takes all of them along', () => {
    const mine = ['aivailable-agent-0.2.0-linux-x64.tar.gz', 'aivailable-agent-0.1.0-win-x64.tar.gz', 'linux-x64.json'];
    const folder = aTree([...mine, 'aivailable-agent-0.1.0-linux-x64.tar.gz'], 0o644);
    removeOlder(folder, '-linux-x64.tar.gz', 'aivailable-agent-0.2.0-linux-x64.tar.gz');
    expect(readdirSync(folder).toSorted()).toEqual(mine.toSorted());
  });
});

describe('an archive of a folder', () => {
  it('is the same bytes, whenever and however its files were made', async () => {
    const archives: Buffer[] = [];
    for (const folder of [aTree(names, 0o644), aTree(names.toReversed(), 0o777)]) {
      const archive = path.join(tempDir(), 'bundle.tar.gz');
      const { size, sha256 } = await packFolder(folder, archive, about);
      const bytes = readFileSync(archive);
      expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size, sha256]);
      archives.push(bytes);
    }
    expect(archives[0]).toEqual(archives[1]);
  });

  it('is another one when one byte is another', async () => {
    const folder = aTree(names, 0o644);
    const first = await packFolder(folder, path.join(tempDir(), 'bundle.tar.gz'), about);
    writeFileSync(path.join(folder, 'LICENSE'), 'content of LICENSF\n');
    const second = await packFolder(folder, path.join(tempDir(), 'bundle.tar.gz'), about);
    expect(second.sha256).not.toBe(first.sha256);
    const changed = second.files.filter(({ sha256 }, at) => sha256 !== first.files[at]?.sha256);
    expect(changed.map((file) => file.path)).toEqual(['LICENSE']);
  });

  it('holds plain files in order, with nobody’s name, and one manifest that names all others', async () => {
    const folder = aTree(names, 0o600);
    const archive = path.join(tempDir(), 'bundle.tar.gz');
    await packFolder(folder, archive, about);
    const seen: string[] = [];
    await list({
      file: archive,
      onReadEntry: ({ path: name, type, mode, uid, gid, uname, mtime }) => {
        seen.push(`${name} ${type} ${(mode ?? 0).toString(8)}`);
        expect([uid ?? 0, gid ?? 0, uname ?? '', mtime?.getTime()]).toEqual([0, 0, '', Date.UTC(2000, 0, 1)]);
      },
    });
    expect(seen).toEqual([
      'manifest.json File 644',
      'LICENSE File 644',
      'agent/node-agent.mjs File 644',
      'bin/node File 755',
      'node_modules/@a/b/index.js File 644',
      'node_modules/a/index.js File 644',
    ]);
    const content = BundleContent.parse(JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')));
    expect(content.files.map((file) => file.path)).toEqual(seen.slice(1).map((line) => line.split(' ')[0]));
  });
});

describe('what is packed of the packages', () => {
  const lock = z.object({ packages: z.record(z.string(), Locked) });
  const { packages } = lock.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));

  it('is the engine with what it imports, and nothing of another system or for building it', () => {
    const needed = neededPackages(packages);
    expect(needed).toEqual(expect.arrayContaining(['node_modules/node-llama-cpp', 'node_modules/lifecycle-utils']));
    expect(
      needed.filter((place) => /cmake-js|node-addon-api|@node-llama-cpp|@reflink|electron|vite/.test(place)),
    ).toEqual([]);
  });

  it('is what runs, with its license', () => {
    const kept = ['package.json', 'LICENSE', 'dist/index.js', 'bins/linux-x64/libggml-base.so'];
    const left = [
      'README.md',
      'dist/index.d.ts',
      'dist/index.js.map',
      'test/a.js',
      '.github/x.js',
      'bins/win-x64/llama-addon.lib',
    ];
    expect(kept.filter((file) => !isNeeded('a', file))).toEqual([]);
    expect(left.filter((file) => isNeeded('a', file))).toEqual([]);
  });

  it('is of the engine its settings, not its source', () => {
    const kept = [
      'llama/binariesGithubRelease.json',
      'llama/llama.cpp.info.json',
      'llama/grammars/json.gbnf',
      'dist/index.js',
    ];
    const left = [
      'llama/gitRelease.bundle',
      'llama/addon/addon.cpp',
      'llama/cmake/x.cmake',
      'llama/profiles/a.json',
      'templates/packed/a.json',
    ];
    expect(kept.filter((file) => !isNeeded('node-llama-cpp', file))).toEqual([]);
    expect(left.filter((file) => isNeeded('node-llama-cpp', file))).toEqual([]);
  });

  it('is what the lock says, to the byte', () => {
    const content = Buffer.from('a package');
    const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
    expect(() => checkIntegrity(content, integrity, 'a')).not.toThrow();
    expect(() => checkIntegrity(Buffer.from('a packagf'), integrity, 'a')).toThrow('is not what the lock says');
    expect(() => checkIntegrity(content, 'md5-abc', 'a')).toThrow('is not looked at');
  });
});
