/** The folders that hold model files: the agent's own, where the coordinator brings some, and the one that came with its program. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { demoModel } from '../common/demo-model.ts';
import type { Log } from '../common/log.ts';
import type { HeldFile, ModelDisk } from '../contract/agent-api.ts';
import { ProblemError, refuse } from '../contract/problem.ts';
import type { AnnouncedFile, FileSender } from './base/incoming-file.ts';
import { pause } from './base/pause.ts';
import type { DemoFile } from './hardware/device-probe.ts';
import { Arrivals } from './model-store/arrivals.ts';
import { diskOf } from './model-store/disk-room.ts';
import { ModelStore } from './model-store/model-store.ts';

interface Files {
  readonly files: HeldFile[];
  readonly disk: ModelDisk | null;
}

interface ModelFoldersOptions {
  /** The first that has a file is used; files come into the first. */
  readonly folders: readonly string[];
  /** Whether the coordinator brings files; else the first folder is its own library. */
  readonly receives: boolean;
  readonly log: Log;
}

/** How often the disk is looked at without a reason. */
const lookEveryMs = 60_000;
/** A free space that moves by less than this is not told: a report that changes costs all who hear it. */
const toldStepBytes = 512 * 1024 ** 2;

export class ModelFolders {
  readonly #folders: readonly string[];
  readonly #stores: readonly ModelStore[];
  readonly #receives: boolean;
  readonly #arrivals: Arrivals;
  readonly #log: Log;
  /** What each folder held when it could be looked at last. */
  readonly #held = new Map<ModelStore, HeldFile[]>();
  readonly #listeners = new Set<() => void>();
  #report: Files = { files: [], disk: null };

  constructor({ folders, receives, log }: ModelFoldersOptions) {
    this.#folders = folders;
    this.#receives = receives;
    this.#log = log;
    this.#stores = folders.map((folder, index) => new ModelStore({ folder, receives: receives && index === 0 }));
    this.#arrivals = new Arrivals(this.#own, () => void this.#look());
  }

  /** Looks at files and disk now and then, until the abort. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.#receives) this.#own.prepare();
    do await this.#look();
    while (await pause(lookEveryMs, signal));
  }

  /** What lies here and how much room there is, as last looked at. */
  report(): Files {
    return this.#report;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Whether a file is not here, and can be brought. */
  lacks(sha256: string): boolean {
    return this.#receives && !this.#stores.some((store) => store.has(sha256));
  }

  /** Waits until a file was brought. @throws ProblemError disk_full or model_file_missing when it will not be; the signal's reason */
  arrival(sha256: string, sizeBytes: number, signal: AbortSignal): Promise<void> {
    return this.#arrivals.wait(sha256, sizeBytes, signal);
  }

  /** Takes in a file that the coordinator brings. @throws ProblemError disk_full, copy_damaged, invalid_request; the signal's reason */
  async take(file: AnnouncedFile, sender: FileSender, signal: AbortSignal): Promise<void> {
    if (!this.#receives) refuse('invalid_request', 'This agent reads its coordinator’s own files.');
    await this.#arrivals.take(file, sender, signal);
  }

  /** Deletes a file that was brought. Of any other nothing is deleted. @param reason for those who wait for it */
  async drop(sha256: string, reason: string): Promise<void> {
    if (this.#receives) await this.#arrivals.drop(sha256, reason);
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

  get #own(): ModelStore {
    return this.#stores[0] as ModelStore;
  }

  async #look(): Promise<void> {
    const disk = this.#receives ? await diskOf(this.#own.folder).catch(() => null) : null;
    const files = this.#stores.flatMap((store) => this.#heldBy(store));
    const next = { files, disk: sameDisk(disk, this.#report.disk) ? this.#report.disk : disk };
    if (JSON.stringify(next) === JSON.stringify(this.#report)) return;
    this.#report = next;
    for (const listener of this.#listeners) listener();
  }

  #heldBy(store: ModelStore): HeldFile[] {
    try {
      this.#held.set(store, store.held());
    } catch (error) {
      this.#log.warn({ err: error, folder: store.folder }, 'a folder of model files cannot be looked at');
    }
    return this.#held.get(store) ?? [];
  }
}

const sameDisk = (a: ModelDisk | null, b: ModelDisk | null): boolean =>
  a !== null &&
  b !== null &&
  a.keepFreeBytes === b.keepFreeBytes &&
  Math.abs(a.freeBytes - b.freeBytes) < toldStepBytes;
