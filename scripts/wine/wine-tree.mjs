// A folder with Debian 13 and its Wine, which runs Windows' own binaries unmodified. Made once for all clones of this user, whole
// or not at all. As a program: makes it, and prints where it is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const release = 'trixie';
// Mesa's software device is the graphics card of the tests.
const packages = ['wine64', 'wine', 'mesa-vulkan-drivers', 'libvulkan1'];
// Debian's own; debootstrap takes it and http_proxy from the environment.
const mirror = () => process.env.AIVAILABLE_DEBIAN_MIRROR ?? 'http://deb.debian.org/debian';

const cacheFolder = () => path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'aivailable');

/**
 * Where the tree is; makes it when it is missing: about a minute and 1.3 GB.
 * @returns {string}
 */
export function wineTree() {
  const tree = path.join(cacheFolder(), 'wine-13');
  if (existsSync(tree)) return tree;
  if (process.getuid?.() !== 0) throw new Error('Wine’s tree is made by root: run this command with sudo.');
  mkdirSync(cacheFolder(), { recursive: true });
  removeHalfMade();
  const making = path.join(cacheFolder(), `wine-13.making-${process.pid}`);
  console.error(`Installing Debian ${release} with Wine into ${tree} (once, about a minute)…`);
  try {
    // In a mount namespace of its own: what debootstrap mounts is gone with it, however it ends.
    const words = [
      '-m',
      'debootstrap',
      '--variant=minbase',
      `--include=${packages.join(',')}`,
      release,
      making,
      mirror(),
    ];
    const made = spawnSync('unshare', words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    if (made.status !== 0) throw new Error(`debootstrap failed: ${lastLines(made.stdout)}${lastLines(made.stderr)}`);
    rmSync(path.join(making, 'var/cache/apt/archives'), { recursive: true, force: true });
    renameSync(making, tree);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return tree;
}

/** What a maker left that was killed. */
function removeHalfMade() {
  for (const name of readdirSync(cacheFolder())) {
    const pid = /^wine-13\.making-(\d+)$/.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(path.join(cacheFolder(), name), { recursive: true, force: true });
  }
}

const lastLines = (text) => (text ?? '').trim().split('\n').slice(-6).join('\n');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(wineTree());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
