// npm run test:win32: Windows' own binaries under Wine. The real installer installs the agent, which joins a real coordinator. No
// Windows runs here. Needs root and Debian's packages; arguments go to Vitest.
// CI tries all of it once more when it failed, as the tests of a file go on from each other: Wine is not Windows, and hangs at times.
import { command, inTurn, ready } from './command.mjs';
import { node24, run } from './node24.mjs';

const runVitest = () =>
  run(node24(), ['node_modules/vitest/vitest.mjs', 'run', '--project', 'win32', ...process.argv.slice(2)]);

await command(async () => {
  if (process.getuid?.() !== 0) throw new Error('This test needs root: sudo npm run test:win32');
  await ready('win32');
  const prepared = await inTurn([
    ['scripts/bundle/make-bundle.mjs', 'win-x64'],
    ['scripts/windows-installer/make-installer.mjs'],
    ['scripts/wine/wine-tree.mjs'],
  ]);
  if (prepared !== 0) return prepared;
  const first = await runVitest();
  if (first === 0 || !process.env.CI) return first;
  const second = await runVitest();
  if (second === 0) console.log('Passed at the second try, a fault to mend: see above what failed at the first.');
  return second;
});
