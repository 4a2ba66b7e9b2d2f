// npm run bundle -- PLATFORM…: packs Node, the agent and its engine for PCs of the office, into dist/bundles. Left out: this platform.
// win-x64-setup: what a double click installs on Windows.
import { thisPlatform } from './bundle/platforms.mjs';
import { command, inTurn } from './command.mjs';
import { setup } from './setup.mjs';

await command(async () => {
  const here = thisPlatform();
  const names = process.argv.length > 2 ? process.argv.slice(2) : here ? [here] : [];
  if (names.length === 0)
    throw new Error(
      'There is no bundle for this PC’s platform. Name one: linux-x64, win-x64, win-x64-setup or mac-arm64.',
    );
  await setup('start');
  const bundles = names.filter((name) => name !== 'win-x64-setup');
  return inTurn([
    ...(bundles.length > 0 ? [['scripts/bundle/make-bundle.mjs', ...bundles]] : []),
    ...(names.includes('win-x64-setup') ? [['scripts/windows-installer.mjs']] : []),
  ]);
});
