// npm run simulate -- [--hours H] [--machines N] [--seed S] [--faults F] [--requests R] [--json]: days of an office in minutes.
import { node24, run } from './node24.mjs';
import { setup } from './setup.mjs';

try {
  await setup('simulate');
  process.exitCode = await run(node24(), [
    '--disable-warning=ExperimentalWarning',
    'test/support/simulation/program.ts',
    ...process.argv.slice(2),
  ]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
