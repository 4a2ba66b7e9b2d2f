// npm run chaos -- [--minutes N] [--seed S] [--only KIND,…] [--overlap] [--json]: faults drawn from a seed, in an office under load. Needs root.
import { command, ready, runProgram } from './command.mjs';

await command(async () => {
  await ready('chaos');
  return runProgram('bench/chaos.ts', ...process.argv.slice(2));
});
