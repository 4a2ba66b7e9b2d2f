// npm run check: types, lint, formatting, and the tests about the code's shape.
import { command } from './command.mjs';
import { node24, run } from './node24.mjs';
import { setup } from './setup.mjs';

const bin = (file) => `node_modules/${file}`;
const steps = {
  types: [bin('typescript/bin/tsc'), '-b'],
  lint: [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'],
  formatting: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  shape: [bin('vitest/vitest.mjs'), 'run', '--project', 'unit', 'test/meta'],
};

/** Runs the checks in turn. @returns the first exit code that is not 0. */
export async function check(names = Object.keys(steps)) {
  for (const name of names) {
    console.error(`check: ${name}`);
    const code = await run(node24(), steps[name]);
    if (code !== 0) return code;
  }
  return 0;
}

if (process.argv[1]?.endsWith('check.mjs')) {
  await command(async () => {
    await setup('test');
    return check();
  });
}
