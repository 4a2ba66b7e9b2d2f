// npm run test:win32: Windows' own binaries under Wine. The real installer installs the agent, which joins a real coordinator. No
// Windows runs here. Needs root and Debian's packages; arguments go to Vitest.
import { command, inTurn, ready } from './command.mjs';

await command(async () => {
  if (process.getuid?.() !== 0) throw new Error('This test needs root: sudo npm run test:win32');
  await ready('win32');
  return inTurn([
    ['scripts/bundle/make-bundle.mjs', 'win-x64'],
    ['scripts/windows-installer/make-installer.mjs'],
    ['scripts/wine/wine-tree.mjs'],
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'win32', ...process.argv.slice(2)],
  ]);
});
