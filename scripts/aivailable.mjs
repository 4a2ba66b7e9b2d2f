// npm run -s aivailable -- COMMAND: the command line, on the Node that the lock brings.
import { command, ready } from './command.mjs';
import { node24, programFlags, run } from './node24.mjs';

await command(async () => {
  await ready('start');
  return run(node24(), [...programFlags, 'dist/aivailable.mjs', ...process.argv.slice(2)]);
});
