// Builds dist/: each program as one file, and the page. Does nothing when the sources are those of the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { node24, root } from './node24.mjs';

const sources = [
  'contract',
  'common',
  'words',
  'main',
  'node-agent',
  'renderer',
  'scripts',
  'package-lock.json',
  'package.json',
];
const dist = path.join(root, 'dist');
const stamp = path.join(dist, '.built-from');

/** Builds when something changed. @returns whether it built. */
export function build() {
  const digest = digestOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
  console.error('Building…');
  mkdirSync(dist, { recursive: true });
  // The agents' bundles are made by their own command, and know their own sources.
  for (const name of readdirSync(dist)) {
    if (name !== 'bundles') rmSync(path.join(dist, name), { recursive: true, force: true });
  }
  const config = ['scripts/bundle-programs.mjs'];
  const page = ['node_modules/vite/bin/vite.js', 'build', '-c', 'renderer/vite.config.ts', '--logLevel', 'warn'];
  for (const args of [config, page]) {
    const done = spawnSync(node24(), args, { cwd: root, stdio: ['ignore', 2, 2] });
    if (done.status !== 0) throw new Error(`The build failed: ${args[0]}`);
  }
  writeFileSync(stamp, digest);
  return true;
}

/** One digest over all files of these places, which are relative to the repository. */
export function digestOf(names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesOf(path.join(root, name)))) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(place) {
  const entries = readdirSync(path.dirname(place), { withFileTypes: true });
  if (entries.find((entry) => entry.name === path.basename(place))?.isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.error(build() ? 'Built dist/.' : 'dist/ is up to date.');
}
