// Brings a fresh clone to where it runs: packages of the lock, and on Debian and Ubuntu what the system must bring.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, run } from './node24.mjs';

const systemPackages = {
  start: ['libvulkan1'],
  test: [
    'libvulkan1',
    'mesa-vulkan-drivers',
    'chromium',
    'chromium-headless-shell',
    // Lets Chromium trust a CA of the tests' own.
    'libnss3-tools',
    'fonts-noto-core',
    'p7zip-full',
    'openssh-server',
    'openssh-client',
    // The rig: an office of network namespaces, PCs booted with systemd, avahi.
    'iproute2',
    'nftables',
    'systemd-container',
    'libpam-systemd',
    'dbus-user-session',
    'dbus',
    'avahi-daemon',
    'sshpass',
    // The app's package, as it is installed on such a PC: what it depends on, and the desktop's own tools.
    'desktop-file-utils',
    'xdg-utils',
    'libgtk-3-0',
    'libnotify4',
    'libnss3',
    'libxss1',
    'libxtst6',
    'libatspi2.0-0',
    'libsecret-1-0',
  ],
  // The rig's tools, a graphics card without one, and clocks that can jump.
  chaos: ['libvulkan1', 'mesa-vulkan-drivers', 'iproute2', 'nftables', 'libfaketime'],
  bench: ['libvulkan1', 'mesa-vulkan-drivers', 'nginx-light'],
  simulate: [],
  installer: ['nsis'],
  win32: ['libvulkan1', 'nsis', 'debootstrap', 'debian-archive-keyring'],
};
// Either package brings the program.
const alternatives = { 'nginx-light': ['nginx', 'nginx-core', 'nginx-full'] };

/** @param {'start' | 'test' | 'chaos' | 'bench' | 'simulate' | 'installer' | 'win32'} purpose */
export async function setup(purpose) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Error(`Node 20 or newer is needed to start; this is ${process.version}.`);
  }
  await installPackages();
  installSystemPackages(purpose);
}

async function installPackages() {
  if (isInstalledAsLocked()) return;
  console.error('Installing packages (once, about a minute)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run(npm, args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}.`);
}

/** npm notes what it installed, at the end of a whole install, in a lock of its own. */
function isInstalledAsLocked() {
  const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  if (!existsSync(path.join(root, 'node_modules', '.package-lock.json'))) return false;
  const [locked, installed] = [read('package-lock.json'), read('node_modules/.package-lock.json')];
  return Object.entries(locked)
    .filter(([place, entry]) => place.startsWith('node_modules/') && !entry.optional)
    .every(([place, { version }]) => installed[place]?.version === version);
}

function installSystemPackages(purpose) {
  if (process.platform !== 'linux' || spawnSync('dpkg-query', ['--version']).status !== 0) return;
  const missing = systemPackages[purpose].filter((name) => ![name, ...(alternatives[name] ?? [])].some(isInstalled));
  if (missing.length === 0) return;
  const words = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() === 0) {
    console.error(`Installing ${missing.join(', ')}…`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env };
    try {
      execFileSync('apt-get', ['update', '-qq'], options);
      execFileSync('apt-get', words.split(' ').slice(1), options);
      return;
    } catch {
      if (purpose !== 'start') throw new Error(`apt-get could not install: ${missing.join(', ')}.`);
    }
  } else if (purpose !== 'start') {
    throw new Error(`Install first: sudo ${words}`);
  }
  console.error(`For graphics cards this PC needs: sudo ${words}`);
}

const isInstalled = (name) => {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout.endsWith('ok installed');
};
