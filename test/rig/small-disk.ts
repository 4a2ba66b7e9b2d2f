/** A disk of a PC that is not booted: a folder with room for little, which can be filled up. */
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';
import { system } from './system.ts';

export class SmallDisk {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Mounts it over a folder of the rig; it goes with the rig. */
  static async make(folder: string, megabytes: number): Promise<SmallDisk> {
    await system('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder);
    return new SmallDisk(folder);
  }

  /** Not a byte is left. */
  fill(): void {
    const file = openSync(this.#filler, 'w', 0o600);
    try {
      const block = Buffer.alloc(64 * 1024);
      while (statfsSync(this.#folder).bavail > 0) writeSync(file, block);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  /** Somebody tidied up. */
  empty(): void {
    rmSync(this.#filler, { force: true });
  }

  get #filler(): string {
    return path.join(this.#folder, 'filler');
  }
}
