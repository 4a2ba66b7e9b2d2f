// npm test: all that must hold before a change is kept. Arguments go to Vitest: npm test -- test/main/router
import { check } from './check.mjs';
import { node24, run } from './node24.mjs';
import { setup } from './setup.mjs';

const args = process.argv.slice(2);

try {
  await setup('test');
  const { build } = await import('./build.mjs');
  build();
  // A run of some files is for working on them; the whole run is the judge.
  const code = args.length > 0 ? 0 : await check(['types', 'lint', 'formatting']);
  process.exitCode = code !== 0 ? code : await run(node24(), ['node_modules/vitest/vitest.mjs', 'run', ...args]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
