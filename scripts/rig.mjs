// npm run rig -- up 4 | list | exec PC COMMAND | boot PC | down: an office of network namespaces on this machine. Needs root.
import { command, runProgram } from './command.mjs';
import { setup } from './setup.mjs';

await command(async () => {
  await setup('test');
  return runProgram('test/rig/rig-command.ts', ...process.argv.slice(2));
});
