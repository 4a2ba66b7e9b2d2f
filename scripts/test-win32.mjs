// npm run test:win32: Windows' own binaries under Wine. The real installer installs the agent, which joins a real coordinator. No
// Windows runs here. Needs root and Debian's packages; arguments go to Vitest.
import path from 'node:path';
import { node24, root, run } from './node24.mjs';
import { setup } from './setup.mjs';

const steps = [
  ['scripts/bundle/make-bundle.mjs', 'win-x64'],
  ['scripts/windows-installer/make-installer.mjs'],
  ['scripts/wine/wine-tree.mjs'],
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'win32', ...process.argv.slice(2)],
];

try {
  if (process.getuid?.() !== 0) throw new Error('This test needs root: sudo npm run test:win32');
  await setup('win32');
  const { build } = await import('./build.mjs');
  build();
  for (const [script, ...args] of steps) {
    process.exitCode = await run(node24(), [path.join(root, script), ...args]);
    if (process.exitCode !== 0) break;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
