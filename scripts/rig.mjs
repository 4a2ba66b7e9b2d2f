// npm run rig -- up 4 | list | exec PC COMMAND | boot PC | down: an office of network namespaces on this machine. Needs root.
import { node24, run } from './node24.mjs';
import { setup } from './setup.mjs';

try {
  await setup('test');
  const args = ['--disable-warning=ExperimentalWarning', 'test/rig/rig-command.ts', ...process.argv.slice(2)];
  process.exitCode = await run(node24(), args);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
