/** Model files that come from the coordinator, and who waits for them. One comes at a time of each; a newer sender takes over. */
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { PartFile } from '../../common/part-file.ts';
import { unlessAborted } from '../../common/unless-aborted.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import type { Problem } from '../../contract/errors.ts';
import type { AnnouncedFile, FileSender } from '../base/incoming-file.ts';
import { diskOf, needRoom } from './disk-room.ts';
import type { ModelStore } from './model-store.ts';
import { partSink } from './part-sink.ts';

interface Running {
  readonly end: AbortController;
  readonly done: Promise<void>;
}

const aliveEveryMs = 5_000;

export class Arrivals {
  readonly #store: ModelStore;
  readonly #onChange: () => void;
  readonly #running = new Map<string, Running>();
  readonly #awaited = new Map<string, PromiseWithResolvers<void>>();

  constructor(store: ModelStore, onChange: () => void) {
    this.#store = store;
    this.#onChange = onChange;
  }

  /** Waits until a file is here. @throws ProblemError why it will not come; the signal's reason */
  async wait(sha256: string, sizeBytes: number, signal: AbortSignal): Promise<void> {
    if (this.#store.has(sha256, sizeBytes)) return;
    const awaited = this.#awaited.get(sha256) ?? Promise.withResolvers<void>();
    this.#awaited.set(sha256, awaited);
    await unlessAborted(awaited.promise, signal);
  }

  /** Takes a file in. What has come stays when the sender breaks off. @throws ProblemError disk_full, copy_damaged; the signal's reason */
  async take(file: AnnouncedFile, sender: FileSender, signal: AbortSignal): Promise<void> {
    const before = this.#running.get(file.sha256);
    const end = new AbortController();
    const either = AbortSignal.any([signal, end.signal]);
    const work = ended(before, 'Another sender has taken over.').then(() => this.#receive(file, sender, either));
    const running = { end, done: work.catch(() => undefined) };
    this.#running.set(file.sha256, running);
    try {
      await work;
      this.#tell(file.sha256, null);
    } catch (error) {
      const what = error instanceof ProblemError ? error.problem : null;
      // It would be refused again and again: who waits for it is better off elsewhere.
      if (what?.code === 'disk_full') this.#tell(file.sha256, what);
      throw error;
    } finally {
      if (this.#running.get(file.sha256) === running) this.#running.delete(file.sha256);
      this.#onChange();
    }
  }

  /** Deletes a file or what has come of it. @param reason for those who wait for it */
  async drop(sha256: string, reason: string): Promise<void> {
    await ended(this.#running.get(sha256), reason);
    await this.#store.remove(sha256);
    this.#tell(sha256, problem('model_file_missing', reason));
    this.#onChange();
  }

  async #receive({ sha256, sizeBytes, budgetBytes }: AnnouncedFile, sender: FileSender, signal: AbortSignal) {
    const store = this.#store;
    signal.throwIfAborted();
    if (store.has(sha256, sizeBytes)) return sender.from(sizeBytes);
    store.prepare();
    const beat = setInterval(sender.alive, aliveEveryMs);
    signal.addEventListener('abort', sender.stop, { once: true });
    try {
      const part = await this.#open(sha256, sizeBytes, budgetBytes, signal);
      let whole = false;
      try {
        sender.from(part.length);
        this.#onChange();
        const notMore = (length: number): void => {
          if (length > sizeBytes) damaged(`More than the ${sizeBytes} bytes came that were announced.`);
        };
        await pipeline(sender.bytes, partSink(part, notMore), { signal });
        signal.throwIfAborted();
        if (part.length < sizeBytes) refuse('copy_damaged', `Only ${part.length} of ${sizeBytes} bytes came.`);
        if (part.sha256() !== sha256) damaged('The file that came is not the one that was announced.');
        whole = true;
      } finally {
        await part.close(whole);
      }
      await store.adopt(sha256);
    } catch (error) {
      if (error instanceof DamagedFile) await rm(store.part(sha256), { force: true });
      signal.throwIfAborted();
      throw error;
    } finally {
      clearInterval(beat);
      signal.removeEventListener('abort', sender.stop);
    }
  }

  async #open(sha256: string, sizeBytes: number, budgetBytes: number | null, signal: AbortSignal): Promise<PartFile> {
    const store = this.#store;
    const held = store.held();
    const begun = held.find((one) => one.sha256 === sha256 && !one.whole)?.bytes ?? 0;
    const kept = begun > sizeBytes ? 0 : begun;
    needRoom(await diskOf(store.folder), {
      bytes: sizeBytes - kept,
      heldBytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
      budgetBytes,
    });
    const part = await PartFile.open(store.part(sha256), signal);
    try {
      if (part.length > sizeBytes) await part.empty();
      return part;
    } catch (error) {
      await part.close();
      throw error;
    }
  }

  /** @param why it will not come; null: it is here */
  #tell(sha256: string, why: Problem | null): void {
    const awaited = this.#awaited.get(sha256);
    this.#awaited.delete(sha256);
    if (why) awaited?.reject(new ProblemError(why));
    else awaited?.resolve();
  }
}

/** Ends what receives a file, and waits until it has let go of it. */
async function ended(running: Running | undefined, why: string): Promise<void> {
  running?.end.abort(new ProblemError(problem('copy_damaged', why)));
  await running?.done;
}

/** What came is of no use, and nothing of it is kept. */
class DamagedFile extends ProblemError {}

function damaged(message: string): never {
  throw new DamagedFile(problem('copy_damaged', message, { effect: 'What had come was deleted.' }));
}
