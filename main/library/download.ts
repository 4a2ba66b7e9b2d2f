/** One download: the files of a model, one after the other, until the library has it. */
import path from 'node:path';
import { downloadTransitions, type DownloadState, type DownloadView } from '../../contract/library.ts';
import type { DeploymentWishes, Variant } from '../../contract/model.ts';
import { toProblem } from '../../contract/problem.ts';
import type { Problem } from '../../contract/errors.ts';
import { freeBytes, needSpace } from '../../common/disk-space.ts';
import type { DownloadFiles } from './download-files.ts';
import { sourceOf, type DownloadRecord, type FileRecord } from './download-record.ts';
import { FileLoad, type LoadParts } from './file-load.ts';
import { joinParts } from './join-parts.ts';
import type { Library } from './library.ts';
import { PartFile } from '../../common/part-file.ts';
import { RateMeter } from './rate-meter.ts';
import { wholeName } from './split-names.ts';

export interface DownloadParts extends Omit<LoadParts, 'folder' | 'isHere'> {
  readonly library: Pick<Library, 'adopt' | 'has'>;
  readonly files: DownloadFiles;
  /** Called when what a person sees of it changed, some times a second while it loads. */
  readonly onChange: () => void;
}

/** Problems after which what has come is of no use. */
const spoilt: readonly Problem['code'][] = ['download_damaged', 'model_file_invalid', 'model_parts_unlike'];

export class Download {
  readonly #parts: DownloadParts;
  #record: DownloadRecord;
  #state: DownloadState;
  #since: number;
  #retryAt: number | null = null;
  #problem: Problem | null;
  #meter: RateMeter;
  /** Bytes on the disk, by file. */
  #done: number[];

  constructor(record: DownloadRecord, parts: DownloadParts) {
    this.#parts = parts;
    this.#record = record;
    this.#state = record.state;
    this.#problem = record.problem;
    this.#since = parts.clock.now();
    this.#meter = new RateMeter(this.#since);
    this.#done = record.files.map((_file, index) => parts.files.partBytes(record.id, index));
  }

  get id(): string {
    return this.#record.id;
  }

  get state(): DownloadState {
    return this.#state;
  }

  get record(): DownloadRecord {
    return this.#record;
  }

  /** Changes the state as a person wished, and keeps it. */
  set(state: 'queued' | 'paused'): void {
    this.#problem = null;
    this.#enter(state);
    this.#keep({ state, problem: null });
  }

  /** How the model is deployed when it is here: what is said now counts, the rest stays. */
  wish(wishes: DeploymentWishes): void {
    this.#keep({ wishes: { ...this.#record.wishes, ...wishes } });
  }

  /** Loads until it is done or failed; its state says which. @throws the signal’s reason; what is a defect, for the log */
  async run(signal: AbortSignal): Promise<void> {
    try {
      this.#enter('loading');
      const hashes: string[] = [];
      for (const index of this.#record.files.keys()) hashes.push(await this.#load(index, signal));
      this.#enter('checking');
      await this.#takeIn(hashes, signal);
      await this.#parts.files.remove(this.#record);
      this.#enter('done');
    } catch (error) {
      signal.throwIfAborted();
      await this.#fail(error);
    }
  }

  /** Deletes all that is on the disk of it. */
  async discard(): Promise<void> {
    await this.#parts.files.remove(this.#record);
  }

  view(): DownloadView {
    const { id, model, quantization, repo, files } = this.#record;
    const doneBytes = this.#done.reduce((sum, bytes) => sum + bytes, 0);
    const totalBytes = this.#totalBytes();
    const bytesPerSecond = this.#state === 'loading' ? Math.round(this.#meter.at(this.#parts.clock.now())) : 0;
    const left = totalBytes === null ? null : Math.max(0, totalBytes - doneBytes);
    return {
      id,
      model,
      quantization,
      repo,
      files: files.length,
      state: this.#state,
      since: this.#since,
      doneBytes: this.#state === 'done' ? (totalBytes ?? doneBytes) : doneBytes,
      totalBytes,
      bytesPerSecond,
      secondsLeft: left !== null && bytesPerSecond > 0 ? Math.ceil(left / bytesPerSecond) : null,
      retryAt: this.#retryAt,
      problem: this.#problem,
    };
  }

  #totalBytes(): number | null {
    const sizes = this.#record.files.map(({ totalBytes }) => totalBytes);
    const known = sizes.filter((size) => size !== null);
    if (known.length === sizes.length) return known.reduce((sum, size) => sum + size, 0);
    return this.#record.expectedBytes;
  }

  /** @returns the hash of the file, which lies whole in its part file or in the library */
  async #load(index: number, signal: AbortSignal): Promise<string> {
    const { library, files, clock } = this.#parts;
    const { id, repo, revision, files: records } = this.#record;
    const { path: file, expected, ...known } = records[index] as FileRecord;
    if (expected !== null && library.has(expected)) return expected;
    const part = await PartFile.open(files.part(id, index), signal);
    const note = (): void => {
      this.#done[index] = part.length;
    };
    let whole = false;
    try {
      this.#meter = new RateMeter(clock.now());
      const job = { file: { repo, revision, path: file }, part, expected, known };
      const parts = { ...this.#parts, folder: files.folder, isHere: (hash: string) => library.has(hash) };
      const load = new FileLoad(job, parts, {
        known: (next) => {
          note();
          this.#keep({ files: this.#record.files.with(index, { path: file, expected, ...next }) });
        },
        loading: () => this.#enter('loading'),
        bytes: (count) => {
          note();
          if (this.#meter.add(count, clock.now())) this.#parts.onChange();
        },
        waiting: (why, until) => this.#wait(why, until),
      });
      const sha256 = await load.run(signal);
      whole = true;
      return sha256;
    } finally {
      note();
      await part.close(whole);
    }
  }

  async #takeIn(hashes: readonly string[], signal: AbortSignal): Promise<void> {
    const { library, files } = this.#parts;
    const { id, model, wishes, files: records } = this.#record;
    const [first] = records as [FileRecord];
    const name = path.posix.basename(wholeName(first.path));
    const names = { name, model, wishes, source: sourceOf(this.#record) };
    const [only = ''] = hashes;
    // A person may have cancelled it while the last of it was checked.
    signal.throwIfAborted();
    if (hashes.length === 1) return this.#became(await library.adopt(files.part(id, 0), only, names));
    const paths = records.map((_record, index) => files.part(id, index));
    needSpace(files.folder, this.#totalBytes() ?? 0, await freeBytes(files.folder));
    const whole = files.whole(id);
    this.#became(await library.adopt(whole, await joinParts(paths, whole, signal), names));
  }

  /** A file that the office had already keeps its name there. */
  #became({ model, name }: Variant): void {
    this.#record = { ...this.#record, model, quantization: name };
  }

  #wait(why: Problem, until: number): void {
    this.#problem = why;
    this.#retryAt = until;
    this.#enter('waiting');
  }

  async #fail(error: unknown): Promise<void> {
    const what = toProblem(error);
    if (spoilt.includes(what.code)) {
      await this.#parts.files.removeParts(this.#record);
      this.#done = this.#done.map(() => 0);
    }
    this.#problem = what;
    this.#enter('failed');
    try {
      this.#keep({ state: 'failed', problem: what });
    } catch {
      // A full disk takes no word of it, either: the next run of the coordinator finds out for itself.
    }
    // What is no Problem of ours is a defect: whoever runs downloads writes it down.
    if (what.code === 'internal') throw error;
  }

  #enter(state: DownloadState): void {
    if (state === this.#state) return;
    if (!downloadTransitions[this.#state].includes(state))
      throw new Error(`a download went from ${this.#state} to ${state}`);
    this.#state = state;
    this.#since = this.#parts.clock.now();
    if (state !== 'waiting') this.#retryAt = null;
    if (state !== 'waiting' && state !== 'failed') this.#problem = null;
    this.#parts.onChange();
  }

  #keep(change: Partial<DownloadRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#parts.files.keep(this.#record);
  }
}
