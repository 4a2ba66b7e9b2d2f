// What the commands of package.json share. An error of theirs is said in a line, and their exit code is this process's.
import { build } from './build.mjs';
import { node24, run } from './node24.mjs';
import { setup } from './setup.mjs';

/** @param {() => Promise<number>} body what the command does. @returns when it is done; its result is the exit code. */
export async function command(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Brings what `purpose` needs, as `setup` does, and builds what changed. */
export async function ready(purpose) {
  await setup(purpose);
  build();
}

/** Runs a program of ours, without the warnings about what Node 24 still tries out. @returns its exit code */
export const runProgram = (file, ...args) => run(node24(), ['--disable-warning=ExperimentalWarning', file, ...args]);

/** Runs scripts, each with its arguments, one after the other. @returns the first exit code that is not 0 */
export async function inTurn(steps) {
  for (const args of steps) {
    const code = await run(node24(), args);
    if (code !== 0) return code;
  }
  return 0;
}
