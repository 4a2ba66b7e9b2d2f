/** Model files of this PC, checked before they are loaded. */
import { existsSync, mkdirSync, readdirSync, type Stats, statSync } from 'node:fs';
import { rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { sha256OfFile } from '../../common/sha256-of-file.ts';
import type { HeldFile } from '../../contract/agent-api.ts';
import { refuse } from '../../contract/problem.ts';

const named = /^([0-9a-f]{64})\.(gguf|part)$/;

interface ModelStoreOptions {
  readonly folder: string;
  /** The coordinator brings files and has them deleted; else they belong to somebody else. */
  readonly receives: boolean;
}

/** The model files of this PC: `<sha256>.gguf` in one folder, and `<sha256>.part` while one comes. */
export class ModelStore {
  readonly folder: string;
  readonly receives: boolean;
  /** The state in which each file was found to be what its name says. */
  readonly #checked = new Map<string, string>();

  constructor({ folder, receives }: ModelStoreOptions) {
    this.folder = folder;
    this.receives = receives;
  }

  /** Whether a file is here, whole as far as its length tells. @param sizeBytes left out: of any length */
  has(sha256: string, sizeBytes?: number): boolean {
    const facts = factsOf(this.#whole(sha256));
    return facts !== null && facts.isFile() && (sizeBytes === undefined || facts.size === sizeBytes);
  }

  /** Where a file grows while it comes. */
  part(sha256: string): string {
    return path.join(this.folder, `${sha256}.part`);
  }

  /** All that is here, the beginnings of files too. @throws when the folder cannot be looked at */
  held(): HeldFile[] {
    if (!existsSync(this.folder)) return [];
    const names = readdirSync(this.folder).flatMap((name) => {
      const [, sha256, kind] = named.exec(name) ?? [];
      return sha256 ? [{ name, sha256, whole: kind === 'gguf' }] : [];
    });
    return names.flatMap(({ name, sha256, whole }) => {
      const facts = factsOf(path.join(this.folder, name));
      if (!facts) return [];
      return [{ sha256, bytes: facts.size, whole, usedAt: Math.round(facts.atimeMs), removable: this.receives }];
    });
  }

  /** Takes a part file as whole: its bytes were found to be what its name says. */
  async adopt(sha256: string): Promise<void> {
    const file = this.#whole(sha256);
    await rename(this.part(sha256), file);
    this.#checked.set(sha256, stateOf(await stat(file)));
  }

  /** Deletes a file, and what has come of it. */
  async remove(sha256: string): Promise<void> {
    await Promise.all([this.#whole(sha256), this.part(sha256)].map((file) => rm(file, { force: true })));
  }

  /** Makes the folder when it is not there. */
  prepare(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /**
   * The path of a file that is what its hash says. The hash is computed on the first use, and again when the file's time or
   * size changed. A damaged file that the coordinator can bring again is deleted.
   * @throws ProblemError model_file_missing or model_file_changed
   */
  async locate(sha256: string, sizeBytes: number, signal: AbortSignal): Promise<string> {
    const file = this.#whole(sha256);
    const facts = await stat(file).catch(() => null);
    if (facts === null || !facts.isFile()) {
      refuse('model_file_missing', `The model file ${short(sha256)} is not on this machine.`);
    }
    if (facts.size !== sizeBytes) {
      await this.#discard(file);
      refuse('model_file_changed', `The model file ${short(sha256)} has ${facts.size} bytes instead of ${sizeBytes}.`);
    }
    if (this.#checked.get(sha256) !== stateOf(facts) && (await sha256OfFile(file, signal)) !== sha256) {
      await this.#discard(file);
      refuse('model_file_changed', `The model file ${short(sha256)} holds other bytes than when it was imported.`);
    }
    this.#checked.set(sha256, stateOf(facts));
    // Which files were not wanted for longest is asked when a disk is full.
    if (this.receives) await utimes(file, new Date(), facts.mtime).catch(() => undefined);
    return file;
  }

  async #discard(file: string): Promise<void> {
    if (this.receives) await rm(file, { force: true });
  }

  #whole(sha256: string): string {
    return path.join(this.folder, `${sha256}.gguf`);
  }
}

/** Null for one that cannot be looked at, too: it may be locked or about to go, or its disk fails. */
function factsOf(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}

const short = (sha256: string): string => sha256.slice(0, 12);

/** Setting a file's time of use cuts its time of change to milliseconds. */
const stateOf = ({ mtimeMs, size }: { mtimeMs: number; size: number }): string => `${Math.floor(mtimeMs)} ${size}`;
