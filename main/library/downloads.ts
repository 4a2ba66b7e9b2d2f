/** The downloads of an office: two at a time, the others in turn; what was under way goes on after a restart. */
import type { DownloadView } from '../../contract/library.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import type { Log } from '../../common/log.ts';
import { Listeners } from '../base/listeners.ts';
import { Download, type DownloadParts } from './download.ts';
import { newRecord, type DownloadRecord, type WantedModel } from './download-record.ts';

type Parts = Omit<DownloadParts, 'onChange'> & { readonly log: Log };

const atOnce = 2;

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export class Downloads {
  readonly #parts: Parts;
  readonly #all = new Map<string, Download>();
  readonly #running = new Map<string, Running>();
  readonly #changed = new Listeners();
  readonly #doneListeners = new Listeners<[model: string]>();
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Called on each change, some times a second while something loads. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Called when a model has come in. */
  onDone(listener: (model: string) => void): () => void {
    return this.#doneListeners.add(listener);
  }

  /** Oldest first. Those that are done stay until they are taken off, or the coordinator ends. */
  list(): DownloadView[] {
    return [...this.#all.values()].map((download) => download.view());
  }

  /** Goes on with what an earlier run left. */
  async open(): Promise<void> {
    await this.#parts.files.sweep();
    for (const record of this.#parts.files.records()) this.#add(record);
    this.#fill();
  }

  /** @returns the one that is on its way already, when it is the same: it takes over the wishes, too */
  start(wanted: WantedModel): DownloadView {
    const same = [...this.#all.values()].find(({ record, state }) => state !== 'done' && isSame(record, wanted));
    if (same) {
      same.wish(wanted.wishes);
      if (same.state === 'paused' || same.state === 'failed') this.resume(same.id);
      return same.view();
    }
    const record = newRecord(wanted, this.#parts.clock.now());
    this.#parts.files.keep(record);
    const download = this.#add(record);
    this.#fill();
    return download.view();
  }

  /** Keeps what has come. @throws ProblemError download_not_found; download_state when it ended */
  async pause(id: string): Promise<void> {
    const download = this.#need(id);
    if (download.state === 'paused') return;
    if (hasEnded(download)) refuseEnded(download);
    await this.#stop(id);
    // It may have ended in the very moment.
    if (!hasEnded(download)) download.set('paused');
    this.#fill();
  }

  /** Goes on, or tries again. @throws ProblemError download_not_found; download_state when it is done */
  resume(id: string): void {
    const download = this.#need(id);
    if (download.state === 'done') refuseEnded(download);
    if (download.state !== 'paused' && download.state !== 'failed') return;
    download.set('queued');
    this.#fill();
  }

  /** Deletes what has come and takes it off the list; of one that is done, the latter. @throws ProblemError download_not_found */
  async cancel(id: string): Promise<void> {
    const download = this.#need(id);
    await this.#stop(id);
    await download.discard();
    this.#all.delete(id);
    this.#changed.call();
    this.#fill();
  }

  /** Ends all that run; what has come is kept for the next run. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running.keys()].map((id) => this.#stop(id)));
  }

  #add(record: DownloadRecord): Download {
    const download = new Download(record, { ...this.#parts, onChange: () => this.#changed.call() });
    this.#all.set(record.id, download);
    this.#changed.call();
    return download;
  }

  #fill(): void {
    for (const download of this.#all.values()) {
      if (this.#closed || this.#running.size >= atOnce) return;
      if (download.state !== 'queued' || this.#running.has(download.id)) continue;
      const stop = new AbortController();
      // After this turn, so that it is among those that run before it can end.
      const ended = Promise.resolve().then(() => this.#run(download, stop.signal));
      this.#running.set(download.id, { stop, ended });
    }
  }

  async #run(download: Download, signal: AbortSignal): Promise<void> {
    try {
      await download.run(signal);
    } catch (error) {
      if (!signal.aborted)
        this.#parts.log.error({ err: error, model: download.record.model }, 'a download failed inside');
    }
    this.#running.delete(download.id);
    const { model } = download.record;
    if (download.state === 'failed') this.#parts.log.warn({ model }, download.view().problem?.message);
    if (download.state === 'done') this.#doneListeners.call(model);
    this.#fill();
  }

  async #stop(id: string): Promise<void> {
    const running = this.#running.get(id);
    running?.stop.abort();
    await running?.ended;
  }

  #need(id: string): Download {
    return this.#all.get(id) ?? refuse('download_not_found', 'There is no such download.');
  }
}

const isSame = (record: DownloadRecord, { repo, revision, files }: WantedModel): boolean =>
  record.repo === repo && record.revision === revision && record.files[0]?.path === files[0]?.path;

const hasEnded = ({ state }: Download): boolean => state === 'done' || state === 'failed';

function refuseEnded(download: Download): never {
  const { model, state } = download.view();
  throw new ProblemError(problem('download_state', `The download of ${model} is ${state}.`));
}
