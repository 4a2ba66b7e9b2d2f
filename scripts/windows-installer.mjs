// node scripts/windows-installer.mjs: makes the agent's installer for Windows in dist/bundles, and the win-x64 bundle that it is of.
import path from 'node:path';
import { node24, root, run } from './node24.mjs';
import { setup } from './setup.mjs';

const steps = [['scripts/bundle/make-bundle.mjs', 'win-x64'], ['scripts/windows-installer/make-installer.mjs']];

try {
  await setup('installer');
  for (const [script, ...args] of steps) {
    process.exitCode = await run(node24(), [path.join(root, script), ...args]);
    if (process.exitCode !== 0) break;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
