// The folder of a package of the lock: the installed one, or, of another system's, one that is fetched and checked.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as tar from 'tar';
import { root } from '../node24.mjs';

const cache = path.join(root, '.cache', 'bundles');

/**
 * @param {string} name of the package
 * @param {{version: string, integrity: string}} locked
 * @param {(line: string) => void} say
 * @returns {string} its folder
 */
export function packageFolder(name, locked, say) {
  const installed = path.join(root, 'node_modules', name);
  if (isVersion(installed, locked.version)) return installed;
  const folder = path.join(cache, `${name.replace('/', '+')}@${locked.version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  say(`Fetching ${name} ${locked.version}…`);
  const making = `${folder}.making-${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making);
  try {
    const archive = fetchArchive(name, locked, making);
    mkdirSync(path.join(making, 'package'));
    tar.x({ file: archive, cwd: path.join(making, 'package'), strip: 1, strict: true, sync: true });
    if (!existsSync(folder)) renameSync(path.join(making, 'package'), folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

function isVersion(folder, version) {
  const file = path.join(folder, 'package.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version;
}

/** By npm itself, so that its registry and its settings are the person's own. */
function fetchArchive(name, { version, integrity }, folder) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['pack', `${name}@${version}`, '--json', '--prefer-offline', '--pack-destination', folder];
  const options = {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  const packed = spawnSync(npm, args, options);
  if (packed.status !== 0) throw new Error(`npm could not fetch ${name} ${version}: ${lastLine(packed.stderr)}`);
  const [{ filename }] = JSON.parse(packed.stdout);
  const file = path.join(folder, path.basename(filename));
  checkIntegrity(readFileSync(file), integrity, name);
  return file;
}

/**
 * @param {Buffer} content
 * @param {string} integrity as in the lock: "sha512-BASE64"
 * @param {string} name
 */
export function checkIntegrity(content, integrity, name) {
  const [algorithm = '', digest] = integrity.split('-', 2);
  if (algorithm !== 'sha512') throw new Error(`The lock knows ${name} by ${algorithm}, which is not looked at.`);
  if (createHash(algorithm).update(content).digest('base64') !== digest) {
    throw new Error(`${name} is not what the lock says, so it is not used.`);
  }
}

const lastLine = (text) => text?.trim().split('\n').at(-1) ?? 'npm is missing';
