/** Loads one file of the hub into a part file: goes on where it was, tries again when the line breaks, checks the hash. */
import type { Problem } from '../../contract/errors.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import { freeBytes, needSpace } from '../../common/disk-space.ts';
import type { Hub, HubFile } from './hub.ts';
import { askForFile, type FileBytes } from './hub-request.ts';
import type { PartFile } from '../../common/part-file.ts';
import { StallWatch } from './stall-watch.ts';
import type { Throttle } from './throttle.ts';
import { TryLater } from './try-later.ts';
import type { WaitingClock } from './waiting-clock.ts';

export interface LoadParts {
  readonly hub: Hub;
  readonly throttle: Throttle;
  readonly clock: WaitingClock;
  /** 0 to 1, for the spread of pauses. */
  readonly random: () => number;
  /** A connection on which nothing comes for so long is given up. */
  readonly stallMs: number;
  /** Where the file is written. */
  readonly folder: string;
  /** Whether the library has the whole file of a hash. */
  readonly isHere: (sha256: string) => boolean;
}

/** What is known of the bytes that came: kept, so that a later run can go on. */
interface KnownBytes {
  readonly etag: string | null;
  /** What the hub or the catalogue says; null: nobody does. */
  readonly sha256: string | null;
  readonly totalBytes: number | null;
}

interface FileJob {
  readonly file: HubFile;
  readonly part: PartFile;
  /** The hash of the catalogue; null: the hub's own counts. */
  readonly expected: string | null;
  readonly known: KnownBytes;
}

/** Told while it loads. */
interface LoadEvents {
  readonly known: (known: KnownBytes) => void;
  readonly loading: () => void;
  readonly bytes: (count: number) => void;
  readonly waiting: (why: Problem, until: number) => void;
}

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** In a row, without one new byte: about an hour. */
const mostTries = 64;
/** A server that contradicts itself would make it load for ever. */
const mostBeginnings = 4;

export class FileLoad {
  readonly #job: FileJob;
  readonly #parts: LoadParts;
  readonly #events: LoadEvents;
  #known: KnownBytes;
  #beginnings = 1;

  constructor(job: FileJob, parts: LoadParts, events: LoadEvents) {
    this.#job = job;
    this.#parts = parts;
    this.#events = events;
    this.#known = job.known;
  }

  /**
   * @returns the sha256 of the whole file, which is in the part file then, or in the library already
   * @throws ProblemError when only a person can help; the signal's reason
   */
  async run(signal: AbortSignal): Promise<string> {
    const { clock, random } = this.#parts;
    for (let tries = 1; ; tries += 1) {
      const before = this.#job.part.length;
      try {
        const sha256 = await this.#attempt(signal);
        if (sha256 !== null) return sha256;
        tries = 0;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TryLater)) throw error;
        if (this.#job.part.length > before) tries = 1;
        if (tries >= mostTries) throw givenUp(error);
        const ms = Math.max(error.afterMs ?? 0, pauseMs(tries, random()));
        this.#events.waiting(error.problem, clock.now() + ms);
        await clock.wait(ms, signal);
      }
    }
  }

  /** @returns null when it is to be asked again at once, from the beginning */
  async #attempt(signal: AbortSignal): Promise<string | null> {
    const { part, file, expected } = this.#job;
    const { hub, clock, stallMs, isHere, folder } = this.#parts;
    const { etag, sha256, totalBytes } = this.#known;
    this.#events.loading();
    if (totalBytes !== null && part.length === totalBytes) return this.#checked();
    // Without a mark of these very bytes nothing says that the rest belongs to them.
    if (part.length > 0 && etag === null && sha256 === null) await this.#empty();
    const watch = new StallWatch(signal, stallMs);
    const wanted = { from: part.length, etag, sha256 };
    const answer = await watch.over(askForFile(hub, file, wanted, clock.now(), watch.signal));
    if (answer === null || this.#isOther(answer)) return this.#beginAnew(answer);
    try {
      if (answer.from === 0 && part.length > 0) await this.#empty();
      this.#remember({
        etag: answer.etag,
        sha256: answer.sha256 ?? expected,
        totalBytes: answer.totalBytes ?? this.#known.totalBytes,
      });
      if (answer.sha256 !== null && expected !== null && answer.sha256 !== expected) otherThanExpected(file);
      const hash = answer.sha256 ?? expected;
      if (hash !== null && isHere(hash)) return hash;
      if (answer.totalBytes !== null) needSpace(folder, answer.totalBytes - part.length, await freeBytes(folder));
      await this.#receive(answer, watch);
    } finally {
      await answer.body.cancel().catch(() => undefined);
    }
    return this.#checked();
  }

  /** The file changed while the line was away: what is here is of another one. */
  #isOther({ from, sha256 }: FileBytes): boolean {
    const before = this.#known.sha256;
    return from > 0 && before !== null && sha256 !== null && before !== sha256;
  }

  async #beginAnew(answer: FileBytes | null): Promise<null> {
    await answer?.body.cancel().catch(() => undefined);
    if (this.#job.part.length === 0)
      throw new TryLater(problem('hub_busy', 'The server has no bytes of the file to give.'));
    await this.#empty();
    return null;
  }

  /** What is here is of no use. @throws ProblemError download_damaged when that is so again and again */
  async #empty(): Promise<void> {
    await this.#job.part.empty();
    this.#remember({ etag: null, sha256: null, totalBytes: null });
    this.#beginnings += 1;
    if (this.#beginnings <= mostBeginnings) return;
    refuse('download_damaged', 'It had to begin anew again and again: the server’s answers do not fit together.');
  }

  async #receive({ body, totalBytes }: FileBytes, watch: StallWatch): Promise<void> {
    const { part } = this.#job;
    const reader = body.getReader();
    try {
      for (;;) {
        const { done, value } = await watch.over(reader.read()).catch((error: unknown) => {
          throw watch.signal.aborted ? error : broken(error);
        });
        if (done) break;
        await part.write(value);
        this.#events.bytes(value.length);
        if (totalBytes !== null && part.length > totalBytes) {
          await this.#empty();
          throw new TryLater(problem('hub_busy', 'More bytes came than the file has.'));
        }
        await this.#parts.throttle.take(value.length, watch.signal);
      }
    } finally {
      reader.releaseLock();
    }
    if (totalBytes !== null && part.length < totalBytes) throw broken(null);
  }

  /** @throws ProblemError download_damaged; the part file is empty then, as no byte of it can be trusted */
  async #checked(): Promise<string> {
    const { part, expected } = this.#job;
    const got = part.sha256();
    const wanted = expected ?? this.#known.sha256;
    if (wanted === null || got === wanted) return got;
    await part.empty();
    this.#remember({ etag: null, sha256: null, totalBytes: null });
    return refuse(
      'download_damaged',
      `The file that came has another hash (${short(got)}…) than it should have (${short(wanted)}…).`,
    );
  }

  #remember(known: KnownBytes): void {
    this.#known = known;
    this.#events.known(known);
  }
}

/** Doubled with each failure, and spread over its upper half. */
function pauseMs(tries: number, random: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries - 1, 10)) * (0.5 + random / 2);
}

function givenUp({ problem: last }: TryLater): ProblemError {
  return new ProblemError(problem('hub_unreachable', `It was tried for an hour in vain. ${last.message}`));
}

const broken = (cause: unknown): TryLater =>
  new TryLater(problem('hub_unreachable', 'The connection broke off before the end of the file.'), null, { cause });

function otherThanExpected({ path, repo }: HubFile): never {
  return refuse('download_damaged', `${path} of ${repo} is not the file that is wanted: its hash is another.`, {
    effect: 'Nothing was loaded.',
    action: `Look at what changed there. To take the file as it is now: aivailable model get ${repo}/${path}`,
  });
}

const short = (sha256: string): string => sha256.slice(0, 12);
