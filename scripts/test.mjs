// npm test: all that must hold before a change is kept. Arguments go to Vitest: npm test -- test/main/router
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { check } from './check.mjs';
import { node24, root, run } from './node24.mjs';
import { setup } from './setup.mjs';

const args = process.argv.slice(2);

/** @returns Vitest's exit code, after a closing line that any CI can read. */
async function runVitest() {
  const results = path.join(root, '.cache', 'test-results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const code = await run(node24(), ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]);
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, 'utf8'));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  return code;
}

try {
  await setup('test');
  const { build } = await import('./build.mjs');
  build();
  // A run of some files is for working on them; the whole run is the judge.
  const code = args.length > 0 ? 0 : await check(['types', 'lint', 'formatting']);
  process.exitCode = code !== 0 ? code : await runVitest();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
