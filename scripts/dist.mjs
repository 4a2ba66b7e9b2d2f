// npm run dist: packs the desktop app for this platform into release/, with the agent for other PCs inside. `npm run dist -- --dir`
// leaves it as a folder; `--agents linux-x64,win-x64` says which agents, `--agents made` takes those that are there. Further arguments
// go to electron-builder.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { platforms } from './bundle/platforms.mjs';
import { reachablePackages } from './bundle/reachable-packages.mjs';
import { command, ready } from './command.mjs';
import { node24, root, run } from './node24.mjs';

/** What the bundles in dist/ import when they run, as bundle-programs.mjs leaves it outside; Electron is the runtime itself. */
const importedAtRun = 'node-llama-cpp';

/** Patterns that leave out every package of the lock that nothing imports when the app runs. */
export function leftOutPackages({ packages }) {
  const needed = reachablePackages(packages, importedAtRun);
  const inFolder = (place) => place.startsWith('node_modules/') && !packages[place].dev && !packages[place].link;
  return Object.keys(packages)
    .filter((place) => inFolder(place) && !needed.has(place))
    .map((place) => `!${place}/**`);
}

/** All agents that can be made here; the one that is installed by a double click needs NSIS. */
const allAgents = () => [
  ...Object.keys(platforms),
  ...(spawnSync('makensis', ['-VERSION']).status === 0 ? ['win-x64-setup'] : []),
];

/** Takes `--agents NAMES` out of the arguments. */
export function readAgents(args) {
  const at = args.indexOf('--agents');
  if (at < 0) return { agents: allAgents(), rest: args };
  const named = args[at + 1];
  if (!named || named.startsWith('-')) throw new Error('--agents wants names, or "made".');
  return { agents: named === 'made' ? [] : named.split(','), rest: args.toSpliced(at, 2) };
}

/** @param {string[]} args of this command. @returns an exit code. */
async function dist(args) {
  const { agents, rest } = readAgents(args);
  await ready('start');
  if (agents.length > 0) {
    const code = await run(process.execPath, [path.join(root, 'scripts', 'bundle.mjs'), ...agents]);
    if (code !== 0) return code;
  }
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const config = path.join(root, '.cache', 'electron-builder.json');
  mkdirSync(path.dirname(config), { recursive: true });
  writeFileSync(config, JSON.stringify({ extends: 'file:electron-builder.yml', files: leftOutPackages(lock) }));
  const builder = path.join('node_modules', 'electron-builder', 'cli.js');
  return run(node24(), [builder, '--config', config, '--publish', 'never', ...rest]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await command(() => dist(process.argv.slice(2)));
}
