// npm run bench -- NAME [--json]: measures, as ratios in one run.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { node24, root, run } from './node24.mjs';
import { setup } from './setup.mjs';

const [name, ...rest] = process.argv.slice(2);

try {
  if (!name || !existsSync(path.join(root, 'bench', `${name}.ts`)))
    throw new Error(
      'Say which: npm run bench -- gateway | start | chat | fleet | estimate | copy | router | failover | planner [FOLDER …]',
    );
  await setup('bench');
  const { build } = await import('./build.mjs');
  build();
  process.exitCode = await run(node24(), ['--disable-warning=ExperimentalWarning', `bench/${name}.ts`, ...rest]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
