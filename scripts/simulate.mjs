// npm run simulate -- [--hours H] [--machines N] [--seed S] [--faults F] [--requests R] [--json]: days of an office in minutes.
import { command, runProgram } from './command.mjs';
import { setup } from './setup.mjs';

await command(async () => {
  await setup('simulate');
  return runProgram('test/support/simulation/program.ts', ...process.argv.slice(2));
});
