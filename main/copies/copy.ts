/** One copy of a file to a machine: its states, and one try after the other. */
import type { CopyView } from '../../contract/copies.ts';
import type { Problem } from '../../contract/errors.ts';
import { problem, ProblemError, toProblem } from '../../contract/problem.ts';
import type { Log } from '../../common/log.ts';
import type { Clock } from '../base/clock.ts';
import { RateMeter } from '../library/rate-meter.ts';
import type { AgentLink } from '../link/agent-link.ts';
import { FileChanged, type SendOptions } from '../link/send-file.ts';
import type { CopyVariant } from './copy-snapshot.ts';
import type { WantedCopy } from './wanted-copies.ts';

/** A machine as copies see it. */
export type CopyLink = Pick<AgentLink, 'dropFile'> & {
  bulk(signal: AbortSignal): Promise<{ copy(file: ModelFile, options: SendOptions): Promise<void> }>;
};

interface ModelFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly file: string;
  readonly budgetBytes: number | null;
}

interface CopyParts {
  readonly id: string;
  readonly machineId: string;
  readonly machine: string;
  readonly variant: CopyVariant;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when what a person sees of it changed. */
  readonly onChange: () => void;
}

/** How it went: done, tried again soon, put off because only time or a person can help, or told to stop. */
type CopyOutcome = 'done' | 'again' | 'put off' | 'spoilt' | 'stopped';

/** A connection that broke: the next tries, in milliseconds. */
const pausesMs = [1_000, 2_000, 5_000, 15_000, 30_000];
/** What makes that which has come there worthless. */
const spoiling: ReadonlySet<string> = new Set(['copy_damaged', 'model_file_changed', 'model_file_missing']);
/** A disk that is full, a file that is damaged: nothing changes by itself in a second. */
const putOffMs = 5 * 60_000;
/** A machine tells within a second what has come. */
const toldWithinMs = 10_000;

export class Copy {
  readonly id: string;
  readonly machineId: string;
  readonly variant: CopyVariant;
  purpose: WantedCopy['purpose'] = 'ahead';
  readonly #parts: CopyParts;
  #state: CopyView['state'] | 'done' = 'queued';
  #doneBytes = 0;
  #retryAt: number | null = null;
  #problem: Problem | null = null;
  #tries = 0;
  #meter: RateMeter;
  #ending: AbortController | null = null;

  constructor(parts: CopyParts) {
    this.#parts = parts;
    this.id = parts.id;
    this.machineId = parts.machineId;
    this.variant = parts.variant;
    this.#meter = new RateMeter(parts.clock.now());
  }

  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** It came, and the machine should have told so by now: what is still wanted then has gone again. @param now of the clock */
  hasGoneAgain(now: number): boolean {
    return this.isDone && this.dueAt <= now;
  }

  get isRunning(): boolean {
    return this.#ending !== null;
  }

  /** All is sent: what is left is the machine's affair. */
  get isChecking(): boolean {
    return this.#state === 'checking';
  }

  /** When it may be tried, or made anew; 0: at once. */
  get dueAt(): number {
    return this.#retryAt ?? 0;
  }

  /** Another reason to want it is another chance for it. */
  want(purpose: WantedCopy['purpose']): void {
    if (purpose === this.purpose) return;
    this.purpose = purpose;
    if (purpose === 'placement' && !this.isRunning) this.#enter('queued');
  }

  /** One try. Never throws. @param signal ends it for good */
  async run(link: CopyLink, file: Omit<ModelFile, 'sha256' | 'sizeBytes'>, signal: AbortSignal): Promise<CopyOutcome> {
    const { clock } = this.#parts;
    const { sha256, sizeBytes } = this.variant;
    this.#ending = new AbortController();
    const either = AbortSignal.any([signal, this.#ending.signal]);
    this.#meter = new RateMeter(clock.now());
    this.#enter('sending');
    let begun = false;
    try {
      const bulk = await link.bulk(either);
      await bulk.copy(
        { sha256, sizeBytes, ...file },
        {
          signal: either,
          onProgress: (bytes) => {
            // What was there before was not sent now.
            const fresh = begun && this.#meter.add(bytes - this.#doneBytes, clock.now());
            this.#doneBytes = bytes;
            if (begun) this.#tries = 0;
            if (fresh || !begun) this.#parts.onChange();
            begun = true;
          },
          onSent: () => this.#enter('checking'),
        },
      );
      this.#retryAt = clock.now() + toldWithinMs;
      this.#enter('done');
      return 'done';
    } catch (error) {
      if (either.aborted) {
        this.#enter('queued');
        return 'stopped';
      }
      return this.#failed(error);
    } finally {
      this.#ending = null;
    }
  }

  /** It failed, and the machine that waits for it did not hear that: it hears it at another try. */
  failedUnheard(): void {
    this.#retryAt = this.#parts.clock.now() + (pausesMs[0] ?? 0);
    this.#enter('waiting', this.#problem);
  }

  /** Ends the try that runs; what has come stays on the machine. */
  stop(): void {
    this.#ending?.abort();
  }

  view(): CopyView {
    const { id, machineId, machine, variant } = this.#parts;
    const { model, name, sha256, sizeBytes: totalBytes } = variant;
    const state = this.#state === 'done' ? 'checking' : this.#state;
    const bytesPerSecond = state === 'sending' ? Math.round(this.#meter.at(this.#parts.clock.now())) : 0;
    return {
      id,
      model,
      variant: name,
      sha256,
      machineId,
      machine,
      purpose: this.purpose,
      state,
      doneBytes: this.#doneBytes,
      totalBytes,
      bytesPerSecond,
      secondsLeft: bytesPerSecond > 0 ? Math.ceil((totalBytes - this.#doneBytes) / bytesPerSecond) : null,
      retryAt: state === 'waiting' ? this.#retryAt : null,
      problem: this.#problem,
    };
  }

  #failed(error: unknown): CopyOutcome {
    const what = this.#read(error);
    const { machineId, log } = this.#parts;
    log.warn({ err: error, machineId, model: this.variant.model }, 'a copy failed');
    const now = this.#parts.clock.now();
    if (what.code === 'machine_lost' || what.code === 'internal') {
      this.#retryAt = now + (pausesMs[this.#tries] ?? pausesMs.at(-1) ?? 0);
      this.#tries += 1;
      this.#enter('waiting', what);
      return 'again';
    }
    this.#retryAt = now + putOffMs;
    this.#enter('failed', what);
    return spoiling.has(what.code) ? 'spoilt' : 'put off';
  }

  #read(error: unknown): Problem {
    const { model, name } = this.variant;
    if (error instanceof FileChanged) {
      return problem(
        'model_file_changed',
        `The file of ${model} ${name} changed on the office’s PC while it was copied.`,
      );
    }
    if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') {
      return problem('model_file_missing', `The file of ${model} ${name} is not on the office’s PC any more.`);
    }
    const { machine } = this.#parts;
    const what = toProblem(error);
    if (error instanceof ProblemError && what.code === 'machine_lost') {
      const words = { effect: 'What has come is kept there.', action: 'Nothing: it goes on from there.' };
      return problem('machine_lost', `The connection to ${machine} broke.`, words);
    }
    return what;
  }

  #enter(state: CopyView['state'] | 'done', why: Problem | null = null): void {
    this.#state = state;
    this.#problem = why;
    if (state === 'queued' || state === 'sending' || state === 'checking') this.#retryAt = null;
    this.#parts.onChange();
  }
}
