// npm run -s aivailable -- COMMAND: the command line, on the Node that the lock brings.
import { node24, programFlags, run } from './node24.mjs';
import { setup } from './setup.mjs';

try {
  await setup('start');
  const { build } = await import('./build.mjs');
  build();
  process.exitCode = await run(node24(), [...programFlags, 'dist/aivailable.mjs', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
