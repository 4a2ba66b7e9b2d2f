/** Bundles of a clone: made from its sources by its own script, so that nobody has to run that by hand. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { refuse } from '../../../contract/problem.ts';
import type { MakeBundle } from './bundles.ts';

/** @param root of the clone. @returns null where the program came without its sources */
export function makeInClone(root: string): MakeBundle | null {
  const scripts = path.join(root, 'scripts');
  const script = path.join(scripts, 'bundle', 'make-bundle.mjs');
  if (!existsSync(script)) return null;
  return async (name, signal, onLine) => {
    const run = async (...words: string[]): Promise<void> => {
      const said = await runScript(words, { root, signal, onLine });
      if (said === null) return;
      const action = `Run it by hand to see why: npm run bundle -- ${name}`;
      refuse('bundle_missing', `The agent’s bundle for ${name} cannot be made: ${said}`, { action });
    };
    if (name !== 'win-x64-setup') return run(script, name);
    await run(script, 'win-x64');
    await run(path.join(scripts, 'windows-installer', 'make-installer.mjs'));
  };
}

interface RunOptions {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** @returns null when it went well, otherwise its last line. */
function runScript(words: readonly string[], { root, signal, onLine }: RunOptions): Promise<string | null> {
  return new Promise((resolve, reject) => {
    // In Electron, its own binary is a Node when it is asked to be one.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], signal });
    let last: string | null = null;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        last = line;
        onLine(line);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? null : (last ?? `exit code ${code}`)));
  });
}
