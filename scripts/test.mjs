// npm test: all that must hold before a change is kept. Arguments go to Vitest: npm test -- test/main/router
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { check } from './check.mjs';
import { command, ready } from './command.mjs';
import { judgeResults } from './judge-results.mjs';
import { node24, root, run } from './node24.mjs';

const args = process.argv.slice(2);

/** Projects of vitest.config.ts. `win32` has a command of its own: npm run test:win32. */
const everywhere = ['unit', 'real', 'e2e'];

/** The rig makes network namespaces and boots PCs in them, which only root on Linux may. */
function projects() {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (isRoot) return [...everywhere, 'rig'];
  if (process.env.CI) throw new Error('CI must run the tests as root on Linux: the rig needs it.');
  console.error('Not root: the tests on the rig (test/rig) are left out. CI runs them.');
  return everywhere;
}

/** @returns Vitest's exit code, after a closing line that any CI can read. */
async function runVitest() {
  const results = path.join(root, '.cache', 'test-results.json');
  // A Vitest that crashes must not be summed up with the figures of the run before.
  rmSync(results, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const chosen = projects().flatMap((name) => ['--project', name]);
  const code = await run(node24(), ['node_modules/vitest/vitest.mjs', 'run', ...chosen, ...reporters, ...args]);
  if (!existsSync(results)) throw new Error(`Vitest ended with ${code} and told no results.`);
  const { lines, good } = judgeResults(JSON.parse(readFileSync(results, 'utf8')), root);
  console.log(lines.join('\n'));
  return code === 0 && !good ? 1 : code;
}

await command(async () => {
  await ready('test');
  // A run of some files is for working on them; the whole run is the judge.
  const code = args.length > 0 ? 0 : await check(['types', 'lint', 'formatting']);
  return code !== 0 ? code : runVitest();
});
