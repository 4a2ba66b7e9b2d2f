// npm run bench -- NAME [--json]: measures, as ratios in one run.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { command, ready, runProgram } from './command.mjs';
import { root } from './node24.mjs';

const [name, ...rest] = process.argv.slice(2);

await command(async () => {
  if (!name || !existsSync(path.join(root, 'bench', `${name}.ts`)))
    throw new Error(
      'Say which: npm run bench -- gateway | start | chat | page | map | fleet | estimate | copy | router | failover | planner [FOLDER …]',
    );
  await ready('bench');
  return runProgram(`bench/${name}.ts`, ...rest);
});
