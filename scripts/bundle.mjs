// npm run bundle -- PLATFORM…: packs Node, the agent and its engine for PCs of the office, into dist/bundles. Left out: this platform.
// win-x64-setup: what a double click installs on Windows.
import path from 'node:path';
import { node24, root, run } from './node24.mjs';
import { thisPlatform } from './bundle/platforms.mjs';
import { setup } from './setup.mjs';

try {
  const here = thisPlatform();
  const names = process.argv.length > 2 ? process.argv.slice(2) : here ? [here] : [];
  if (names.length === 0)
    throw new Error(
      'There is no bundle for this PC’s platform. Name one: linux-x64, win-x64, win-x64-setup or mac-arm64.',
    );
  await setup('start');
  const installer = names.includes('win-x64-setup');
  const bundles = names.filter((name) => name !== 'win-x64-setup');
  if (bundles.length > 0) {
    process.exitCode = await run(node24(), [path.join(root, 'scripts', 'bundle', 'make-bundle.mjs'), ...bundles]);
  }
  if (installer && !process.exitCode) {
    process.exitCode = await run(node24(), [path.join(root, 'scripts', 'windows-installer.mjs')]);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
