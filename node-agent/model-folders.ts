/** The folders that hold model files: the agent's own, and the one that came with its program. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { demoModel } from '../common/demo-model.ts';
import { ProblemError, refuse } from '../contract/problem.ts';
import type { DemoFile } from './hardware/device-probe.ts';
import { ModelStore } from './model-store/model-store.ts';

export class ModelFolders {
  readonly #folders: readonly string[];
  readonly #stores: readonly ModelStore[];

  /** @param folders the first that has a file is used */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
    this.#stores = folders.map((folder) => new ModelStore(folder));
  }

  /** The path of a file that is what its hash says. @throws ProblemError model_file_missing or model_file_changed */
  async locate(sha256: string, sizeBytes: number, signal: AbortSignal): Promise<string> {
    for (const store of this.#stores) {
      try {
        return await store.locate(sha256, sizeBytes, signal);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.code !== 'model_file_missing') throw error;
      }
    }
    return refuse('model_file_missing', `The model file ${sha256.slice(0, 12)} is not on this machine.`);
  }

  /** The demo model's file; null when it is on none of the folders. @throws as `locate` */
  async demoModel(signal: AbortSignal): Promise<DemoFile | null> {
    const { sha256 } = demoModel;
    for (const folder of this.#folders) {
      const facts = await stat(path.join(folder, `${sha256}.gguf`)).catch(() => null);
      if (!facts?.isFile()) continue;
      const sizeBytes = facts.size;
      return { file: await this.locate(sha256, sizeBytes, signal), sha256, sizeBytes };
    }
    return null;
  }
}
