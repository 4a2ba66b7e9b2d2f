// npm start: sets up what is missing, builds what changed, and starts the office: the window where Electron's runtime can be
// had, otherwise the same office without one.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { command, ready } from './command.mjs';
import { node24, programFlags, root, run } from './node24.mjs';

const args = process.argv.slice(2);
const headless = args.includes('--headless');

await command(async () => {
  await ready('start');
  const electron = headless ? { missing: null } : electronRuntime();
  if (electron.path) return run(electron.path, [root, ...args]);
  if (electron.missing)
    console.error(`No window: ${electron.missing}. The office starts without one: its page is at the link below.`);
  const rest = args.filter((arg) => arg !== '--headless');
  return run(node24(), [...programFlags, 'dist/aivailable.mjs', 'start', ...rest]);
});

/** Where Electron's program is, or one reason why there is none. */
function electronRuntime() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { missing: 'this PC has no display' };
  }
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(root, 'node_modules', 'electron', 'dist');
  const name =
    { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron';
  const program = path.join(folder, name);
  if (existsSync(program)) return { path: program };
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return { missing: `there is no Electron in ${folder}` };
  console.error('Fetching Electron’s runtime (once)…');
  const install = path.join(root, 'node_modules', 'electron', 'install.js');
  spawnSync(node24(), [install], { cwd: root, stdio: 'ignore', timeout: 300_000 });
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8'));
  return existsSync(program) ? { path: program } : { missing: `Electron ${version} could not be fetched` };
}
