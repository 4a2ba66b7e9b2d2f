/** Model files of this PC, checked before they are loaded. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256OfFile } from '../../common/sha256-of-file.ts';
import { refuse } from '../../contract/problem.ts';

/** The model files of this PC: `<sha256>.gguf` in one folder, shared with the coordinator's library where both run on it. */
export class ModelStore {
  readonly #folder: string;
  /** The state in which each file was found to be what its name says. */
  readonly #checked = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The path of a file that is what its hash says. The hash is computed on the first use, and again when the file's time or
   * size changed.
   * @throws ProblemError model_file_missing or model_file_changed
   */
  async locate(sha256: string, sizeBytes: number, signal: AbortSignal): Promise<string> {
    const file = path.join(this.#folder, `${sha256}.gguf`);
    const facts = await stat(file).catch(() => null);
    if (facts === null || !facts.isFile()) {
      refuse('model_file_missing', `The model file ${short(sha256)} is not on this machine.`);
    }
    if (facts.size !== sizeBytes) {
      refuse('model_file_changed', `The model file ${short(sha256)} has ${facts.size} bytes instead of ${sizeBytes}.`);
    }
    const state = `${facts.mtimeMs} ${facts.size}`;
    if (this.#checked.get(sha256) === state) return file;
    if ((await sha256OfFile(file, signal)) !== sha256) {
      refuse('model_file_changed', `The model file ${short(sha256)} holds other bytes than when it was imported.`);
    }
    this.#checked.set(sha256, state);
    return file;
  }
}

const short = (sha256: string): string => sha256.slice(0, 12);
