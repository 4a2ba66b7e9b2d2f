// node scripts/release/try-installed.mjs FOLDER: installs the app that was packed into FOLDER on this system, starts it, asks it, lets its
// own agent answer with the demo model, and uninstalls it again. Meant for the machines of the release workflow, which are thrown away.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const limitMs = 180_000;
const [folder = 'release'] = process.argv.slice(2);
const packed = (pattern) => {
  const name = readdirSync(folder).find((one) => pattern.test(one));
  if (!name) throw new Error(`${folder} holds no ${pattern}`);
  return path.resolve(folder, name);
};
const run = (program, ...args) => execFileSync(program, args, { stdio: 'inherit' });

/** Each system's way in and out; `left` is what must be gone afterwards. */
const systems = {
  linux: () => ({
    install: () => run('sudo', 'apt-get', 'install', '-y', packed(/\.deb$/)),
    program: '/opt/AIvailable/aivailable',
    uninstall: () => run('sudo', 'apt-get', 'purge', '-y', 'aivailable'),
    left: ['/opt/AIvailable', '/usr/bin/aivailable', '/usr/share/applications/aivailable.desktop'],
  }),
  win32: () => {
    const home = path.join(process.env.LOCALAPPDATA, 'Programs', 'aivailable');
    return {
      install: () => run(packed(/Setup.*\.exe$/), '/S'),
      program: path.join(home, 'AIvailable.exe'),
      uninstall: () => run(path.join(home, 'Uninstall AIvailable.exe'), '/S'),
      left: [path.join(home, 'AIvailable.exe')],
    };
  },
  darwin: () => {
    const app = '/Applications/AIvailable.app';
    return {
      install: () => {
        const mount = mkdtempSync(path.join(os.tmpdir(), 'dmg-'));
        run('hdiutil', 'attach', packed(/\.dmg$/), '-nobrowse', '-mountpoint', mount);
        run('ditto', path.join(mount, 'AIvailable.app'), app);
        run('hdiutil', 'detach', mount);
      },
      program: path.join(app, 'Contents', 'MacOS', 'AIvailable'),
      uninstall: () => rmSync(app, { recursive: true, force: true }),
      left: [app],
    };
  },
};

/** What `look` gives, as soon as it gives something. */
async function until(what, look) {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await Promise.resolve()
      .then(look)
      .catch(() => null);
    if (found) return found;
    if (Date.now() > end) throw new Error(`not in ${limitMs / 1000} s: ${what}`);
    await wait(500);
  }
}

const { install, program, uninstall, left } = systems[process.platform]();
const data = mkdtempSync(path.join(os.tmpdir(), 'aivailable-tried-'));
install();
const app = spawn(program, ['--data', data, '--port', '0', '--agents-port', '0'], { stdio: 'inherit' });
try {
  const { port, token } = await until('the office serves', () =>
    JSON.parse(readFileSync(path.join(data, 'running.json'), 'utf8')),
  );
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const call = (method, at, body) =>
    fetch(`http://127.0.0.1:${port}/control${at}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  await until('the demo model is ready on this PC’s agent', async () => {
    const { models } = await (await call('GET', '/state')).json();
    return models.some(({ state }) => state === 'ready');
  });
  const ended = new Promise((resolve) => app.once('exit', resolve));
  await call('POST', '/shutdown');
  console.log(`The app ended with ${await ended}.`);
} finally {
  app.kill('SIGKILL');
}
uninstall();
await until('nothing of it is left', () => !left.some((file) => existsSync(file)));
rmSync(data, { recursive: true, force: true });
console.log('Installed, started, asked, ended and uninstalled.');
