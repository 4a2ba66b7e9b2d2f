/** The versions of the agent on this PC, side by side, and which of them is in use. */
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../../common/write-whole.ts';
import { BundleVersion } from '../../contract/bundle.ts';

/** `versions/0.1.0/…`, and beside it `current`: a symlink, or on Windows, which may refuse those, a file that names it. */
export class Versions {
  readonly root: string;
  readonly #byFile: boolean;

  constructor(root: string, platform: NodeJS.Platform = process.platform) {
    this.root = root;
    this.#byFile = platform === 'win32';
  }

  get folder(): string {
    return path.join(this.root, 'versions');
  }

  folderOf(version: string): string {
    return path.join(this.folder, BundleVersion.parse(version));
  }

  has(version: string): boolean {
    return existsSync(path.join(this.folderOf(version), 'manifest.json'));
  }

  /** The version in use; null when there is none. */
  current(): string | null {
    try {
      const said = this.#byFile
        ? readFileSync(this.#pointer, 'utf8').trim()
        : path.basename(readlinkSync(this.#pointer));
      return BundleVersion.safeParse(said).data ?? null;
    } catch {
      return null;
    }
  }

  /** Puts a version in use, whole or not at all; null: none. */
  switchTo(version: string | null): void {
    if (version === null) return rmSync(this.#pointer, { force: true });
    if (this.#byFile) return writeWhole(this.#pointer, `${BundleVersion.parse(version)}\n`);
    const beside = path.join(this.root, '.current.new');
    rmSync(beside, { force: true });
    symlinkSync(path.join('versions', BundleVersion.parse(version)), beside);
    renameSync(beside, this.#pointer);
  }

  /** Removes all that lies beside the version in use: older ones, and what was left half done. */
  removeOthers(keep: readonly string[]): void {
    if (!existsSync(this.folder) || !lstatSync(this.folder).isDirectory()) return;
    for (const name of readdirSync(this.folder)) {
      if (!keep.includes(name)) rmSync(path.join(this.folder, name), { recursive: true, force: true });
    }
  }

  get #pointer(): string {
    return path.join(this.root, this.#byFile ? 'current.txt' : 'current');
  }
}
