// node scripts/windows-installer.mjs: makes the agent's installer for Windows in dist/bundles, and the win-x64 bundle that it is of.
import { command, inTurn } from './command.mjs';
import { setup } from './setup.mjs';

await command(async () => {
  await setup('installer');
  return inTurn([['scripts/bundle/make-bundle.mjs', 'win-x64'], ['scripts/windows-installer/make-installer.mjs']]);
});
