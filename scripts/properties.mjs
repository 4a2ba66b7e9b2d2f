// npm run properties -- [--runs N] [--seed S]: the LAN API over N cases for each translator, 100,000 unless said otherwise, and a
// tenth of them for each route of a running gateway.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { command, inTurn } from './command.mjs';
import { root } from './node24.mjs';
import { setup } from './setup.mjs';

const files = ['test/main/gateway/any-body.test.ts', 'test/main/gateway/openapi/describe-api.test.ts'];

await command(async () => {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string' } } });
  const seed = values.seed ?? String(Date.now() % 2 ** 31);
  for (const [name, value] of Object.entries({ runs: values.runs, seed }))
    if (!/^[1-9]\d*$/.test(value)) throw new Error(`--${name} takes a whole number above 0.`);
  await setup('test');
  process.env.AIVAILABLE_PROPERTY_RUNS = values.runs;
  process.env.AIVAILABLE_PROPERTY_SEED = seed;
  const results = path.join(root, '.cache', 'property-results.json');
  mkdirSync(path.dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const chosen = ['--project', 'unit', '--testNamePattern', 'any (body|path)', ...files];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const code = await inTurn([['node_modules/vitest/vitest.mjs', 'run', ...chosen, ...reporters]]);
  if (!existsSync(results)) throw new Error(`Vitest ended with ${code} and told no results.`);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'));
  const cases = `${values.runs} cases for each translator, a tenth for each route, seed ${seed}`;
  console.log(`${cases}: ${numPassedTests} held, ${numFailedTests} broke.`);
  return code;
});
