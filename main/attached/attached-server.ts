/** One external server: asked for its models again and again, given requests, and judged by both. */
import type { Log } from '../../common/log.ts';
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { ErrorCode, Problem } from '../../contract/errors.ts';
import type { GenerateRequest } from '../../contract/generate.ts';
import { problem, ProblemError, refuse, toProblem } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import type { ServerRecord } from '../ledger/attached-book.ts';
import { BusyWait } from './busy-wait.ts';
import { embedTexts } from './embed-texts.ts';
import { learnModels, nothingListed, readList, type Listed } from './list-models.ts';
import { pollDelay } from './poll-delay.ts';
import { readAnswer } from './read-answer.ts';
import { RunningRequest, type Patience } from './running-request.ts';
import { ServerHealth } from './server-health.ts';
import type { TextFrame } from '../gateway/text-frame.ts';
import { Upstream } from './upstream.ts';
import { writeRequest } from './write-request.ts';

export interface ServerLimits extends Patience {
  /** Between two lists of models while all is well, in milliseconds. */
  readonly pollMs: number;
  /** A list comes within this time, or counts as missed. */
  readonly listMs: number;
}

interface ServerParts {
  readonly record: ServerRecord;
  /** Names this run of this office: see Upstream. */
  readonly office: string;
  readonly limits: ServerLimits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Requests that it has, from before its settings were changed, too. */
  readonly running: Set<RunningRequest>;
  /** Called when its state, its models or its requests changed. */
  readonly onChange: () => void;
}

/** What else there is to learn may take longer than a list. */
const learnMs = 20_000;
/** It is learned anew with every so many lists that are the same, and after a missed one: a context can change behind them. */
const learnEvery = 6;
/** When it is found to be away, requests that were silent for so long go elsewhere. */
const silentMs = 1_000;

/** Failures that are the server's own. */
const itsFault: ReadonlySet<ErrorCode> = new Set([
  'attached_failed',
  'attached_unreachable',
  'attached_key_refused',
  'attached_certificate',
  'machine_lost',
  'replica_not_found',
]);

export class AttachedServer {
  readonly #parts: ServerParts;
  readonly #upstream: Upstream;
  readonly #health: ServerHealth;
  readonly #busy: BusyWait;
  readonly #running: Set<RunningRequest>;
  readonly #closing = new AbortController();
  #listed = nothingListed;
  #seen = '';
  /** Lists since it was learned what else there is. */
  #sinceLearned = 0;
  #latencyMs: number | null = null;
  #lastFailure: { at: number; sentence: string } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #trial: NodeJS.Timeout | undefined;
  #polling = false;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#running = parts.running;
    this.#upstream = new Upstream(parts.record, parts.office);
    this.#health = new ServerHealth(parts.clock.now());
    this.#busy = new BusyWait(parts.random);
  }

  get record(): ServerRecord {
    return this.#parts.record;
  }

  get listed(): Listed {
    return this.#listed;
  }

  /** Requests that it may have at once, now. */
  get open(): number {
    return this.#health.open(this.record.slots, this.#parts.clock.now());
  }

  get facts() {
    const { state, since, problem: wrong } = this.#health;
    const [latencyMs, lastFailure] = [this.#latencyMs, this.#lastFailure];
    return { state, since, problem: wrong, slotsBusy: this.#running.size, latencyMs, lastFailure };
  }

  /** Asks for its models now, and from then on again and again. */
  check(): void {
    if (this.#polling || this.#closing.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#polling = true;
    void this.#poll().finally(() => {
      this.#polling = false;
      if (!this.#closing.signal.aborted) this.#schedule();
    });
  }

  /** Asks no more. @returns the requests that it has, which come to their end under whoever takes its place */
  retire(): Set<RunningRequest> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#trial);
    return this.#running;
  }

  /** Ends all requests there, too. */
  close(): void {
    this.retire();
    for (const run of this.#running) run.endIfSilent(0);
  }

  /** @param at the model as the server calls it. @throws ProblemError; the signal's reason */
  write(at: string, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<TextFrame, void, undefined> {
    return this.#run(signal, (run) => this.#write(at, request, run));
  }

  /** @throws ProblemError; the signal's reason */
  embed(at: string, request: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame, void, undefined> {
    const { name } = this.record;
    return this.#run(signal, (run) => embedTexts(this.#upstream, { model: at, name }, request, run.signal));
  }

  async *#write(
    at: string,
    request: GenerateRequest,
    { signal }: RunningRequest,
  ): AsyncGenerator<TextFrame, void, undefined> {
    const written = writeRequest(request, at, this.#listed.kind);
    const response = await this.#upstream.open({ method: 'POST', ...written, signal });
    yield { type: 'begun' };
    yield* readAnswer(response, this.record.name, request.stop, signal);
  }

  async *#run<Frame extends { readonly type: string }>(
    signal: AbortSignal,
    frames: (run: RunningRequest) => AsyncIterable<Frame>,
  ): AsyncGenerator<Frame, void, undefined> {
    const { record, limits, clock, onChange } = this.#parts;
    if (this.#running.size >= record.slots) refuse('no_free_slot', `All places of ${record.name} are busy.`);
    const run = new RunningRequest(record.name, limits, signal);
    this.#running.add(run);
    onChange();
    let passed = false;
    try {
      for await (const frame of frames(run)) {
        run.touch();
        if (!passed && frame.type !== 'begun') {
          passed = true;
          this.#busy.over();
          this.#health.requestPassed(clock.now());
        }
        yield frame;
      }
      this.#health.requestDone();
    } catch (error) {
      signal.throwIfAborted();
      throw this.#failed(error);
    } finally {
      run.close();
      this.#running.delete(run);
      onChange();
    }
  }

  #failed(error: unknown): ProblemError {
    const { record, clock, log } = this.#parts;
    if (!(error instanceof ProblemError))
      log.warn({ err: error, server: record.name }, 'an external server was not understood');
    const what = error instanceof ProblemError ? error.problem : problem('attached_failed', `${record.name} failed.`);
    this.#lastFailure = { at: clock.now(), sentence: what.message };
    if (what.code === 'no_free_slot')
      return new ProblemError({ ...what, retryAfter: this.#busy.next(what.retryAfter) });
    if (itsFault.has(what.code)) this.#blame(what);
    return error instanceof ProblemError ? error : new ProblemError(what, { cause: error });
  }

  #blame(what: Problem): void {
    const { clock, log, record, onChange } = this.#parts;
    log.info({ server: record.name, code: what.code }, 'a request failed on an external server');
    this.#health.requestFailed(what, clock.now());
    const { trialAt } = this.#health;
    clearTimeout(this.#trial);
    if (trialAt !== null) this.#trial = setTimeout(onChange, Math.max(1, trialAt - clock.now())).unref();
    this.check();
  }

  async #poll(): Promise<void> {
    const { clock, limits, onChange } = this.#parts;
    const askedAt = clock.now();
    const before = JSON.stringify([this.#health.state, this.#listed]);
    try {
      const list = await readList(this.#upstream, this.#within(limits.listMs));
      this.#latencyMs = clock.now() - askedAt;
      await this.#learn(list);
      this.#health.listed(clock.now());
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      this.#health.listFailed(this.#problemOfList(error), clock.now());
      this.#endSilent();
    }
    if (JSON.stringify([this.#health.state, this.#listed]) !== before) onChange();
  }

  async #learn(list: Awaited<ReturnType<typeof readList>>): Promise<void> {
    const { origin } = new URL(this.record.url);
    const seen = JSON.stringify(list);
    this.#sinceLearned += 1;
    if (seen !== this.#seen) {
      this.#listed = await learnModels(this.#upstream, origin, list, nothingListed, this.#within(learnMs));
      this.#seen = seen;
    } else if (this.#sinceLearned >= learnEvery || this.#health.silentLists > 0) {
      const within = this.#within(this.#parts.limits.listMs);
      this.#listed = await learnModels(this.#upstream, origin, list, this.#listed, within).catch(() => this.#listed);
    } else return;
    this.#sinceLearned = 0;
  }

  #endSilent(): void {
    if (this.#health.state === 'ready' || this.#health.state === 'degraded') return;
    for (const run of this.#running) run.endIfSilent(silentMs);
  }

  #problemOfList(error: unknown): Problem {
    if (error instanceof ProblemError) return toProblem(error);
    return problem('attached_unreachable', `${this.record.name} does not answer.`);
  }

  #schedule(): void {
    const { limits, random } = this.#parts;
    const { state, silentLists } = this.#health;
    this.#timer = setTimeout(() => this.check(), pollDelay(state, silentLists, limits.pollMs, random)).unref();
  }

  #within(milliseconds: number): AbortSignal {
    return AbortSignal.any([this.#closing.signal, AbortSignal.timeout(milliseconds)]);
  }
}
