// npm run test:electron: the window in the real Electron. Fails where there is no runtime or no screen, in place of leaving it out.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { node24, root, run } from './node24.mjs';

const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(root, 'node_modules', 'electron', 'dist');
const hasScreen = process.platform !== 'linux' || process.env.DISPLAY !== undefined;

if (!existsSync(runtime)) {
  console.error(`There is no Electron runtime in ${runtime}. Fetch it: node node_modules/electron/install.js`);
  process.exitCode = 1;
} else if (!hasScreen) {
  console.error('There is no screen (DISPLAY). Run it under xvfb-run.');
  process.exitCode = 1;
} else {
  build();
  // One test, and nobody judges its second try.
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--retry=0',
    '--project',
    'e2e',
    'test/e2e/electron-smoke.test.ts',
  ];
  process.exitCode = await run(node24(), args, { env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: runtime } });
}
