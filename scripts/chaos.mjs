// npm run chaos -- [--minutes N] [--seed S] [--only KIND,…] [--overlap] [--json]: faults drawn from a seed, in an office under load. Needs root.
import { node24, run } from './node24.mjs';
import { setup } from './setup.mjs';

try {
  await setup('chaos');
  const { build } = await import('./build.mjs');
  build();
  const args = ['--disable-warning=ExperimentalWarning', 'bench/chaos.ts', ...process.argv.slice(2)];
  process.exitCode = await run(node24(), args);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
