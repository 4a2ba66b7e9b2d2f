/**
 * The disk of a booted PC: this machine's own files underneath, and what the PC writes above them in memory. The checkout, Node and
 * all that people keep on this machine are not on it. It keeps what was written until it is removed, power cuts included.
 */
import { createHash } from 'node:crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { root as checkout } from '../support/source/source-files.ts';
import { system, systemOrNothing } from './system.ts';

/** Folders that are there and empty. */
const emptied: readonly (readonly [string, number])[] = [
  ['/root', 0o700],
  ['/home', 0o755],
  ['/tmp', 0o1777],
  ['/var/tmp', 0o1777],
  ['/srv', 0o755],
  ['/opt', 0o755],
  ['/mnt', 0o755],
  ['/usr/local', 0o755],
  ['/etc/systemd/system', 0o755],
  ['/etc/ssh/sshd_config.d', 0o755],
];
const node = ['node', 'nodejs', 'npm', 'npx', 'corepack'];
/** What stands at the top of a Debian; all else there is this machine's own affair. */
const standard = /^(bin|boot|dev|etc|home|lib.*|lost\+found|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)$/;
/** What a running system writes by itself. */
const restless = /^\/(var\/log|var\/cache|run|tmp|var\/tmp|var\/lib\/systemd\/(?!linger)|etc\/machine-id)/;

export class Disk {
  /** Where the PC's whole file system is seen. */
  readonly root: string;
  readonly #folder: string;
  readonly #written: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.root = path.join(folder, 'root');
    this.#written = path.join(folder, 'disk', 'written');
  }

  /** @param megabytes that it holds of what the PC writes */
  static async make(folder: string, megabytes: number): Promise<Disk> {
    const disk = new Disk(folder);
    const work = path.join(folder, 'disk', 'work');
    await mkdir(disk.root, { recursive: true });
    await mkdir(path.join(folder, 'disk'), { recursive: true });
    await system('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', path.join(folder, 'disk'));
    await mkdir(disk.#written);
    await mkdir(work);
    const foreign = readdirSync('/').filter((name) => !standard.test(name));
    const hidden = [
      ...emptied.map(([name]) => name),
      ...foreign.map((name) => `/${name}`),
      checkout,
      ...nodePrograms(),
    ];
    for (const name of hidden) if (!isBelow(name, hidden)) await disk.#hide(name);
    const layers = `lowerdir=/,upperdir=${disk.#written},workdir=${work}`;
    await system('mount', '-t', 'overlay', '-o', layers, 'overlay', disk.root);
    for (const [name, mode] of emptied) {
      await mkdir(path.join(disk.root, name), { recursive: true });
      await chmod(path.join(disk.root, name), mode);
    }
    return disk;
  }

  /**
   * What the PC wrote, with a mark of its content each. Two listings after the first boot show what an installation left behind; what
   * a running system writes by itself is not in them.
   */
  files(): Map<string, string> {
    const marks = new Map<string, string>();
    const look = (folder: string): void => {
      for (const entry of readdirSync(path.join(this.#written, folder), { withFileTypes: true })) {
        const name = path.join(folder, entry.name);
        if (restless.test(name)) continue;
        marks.set(name, markOf(path.join(this.#written, name), entry));
        if (entry.isDirectory()) look(name);
      }
    };
    look('/');
    return marks;
  }

  async remove(): Promise<void> {
    await unmountBelow(this.#folder);
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** A character device 0/0 in the upper layer hides what lies below: before the layers are joined, and at no cost. */
  async #hide(name: string): Promise<void> {
    const place = path.join(this.#written, name);
    if (!existsSync(name) || existsSync(place)) return;
    await mkdir(path.dirname(place), { recursive: true, mode: 0o755 });
    await system('mknod', place, 'c', '0', '0');
  }
}

/** Unmounts all that is mounted below a folder, the innermost first. */
export async function unmountBelow(folder: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const place of mounts.filter((mount) => mount.startsWith(`${folder}/`)).toReversed()) {
    await systemOrNothing('umount', '--lazy', place);
  }
}

const isBelow = (name: string, folders: readonly string[]): boolean =>
  folders.some((folder) => name.startsWith(`${folder}/`));

const nodePrograms = (): string[] =>
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => existsSync(folder))
    // /bin is a link to /usr/bin; a folder of that name on the disk would hide the link.
    .flatMap((folder) => node.map((name) => path.join(realpathSync(folder), name)));

function markOf(file: string, entry: Dirent): string {
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return `link to ${readlinkSync(file)}`;
  if (!entry.isFile()) return 'removed';
  const { size, mode } = statSync(file);
  const content = size > 4 * 1024 * 1024 ? 'large' : createHash('sha256').update(readFileSync(file)).digest('hex');
  return `${(mode & 0o7777).toString(8)} ${size} ${content}`;
}
