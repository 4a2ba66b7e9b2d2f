/**
 * Answering: the one way from a request to its text, whatever shape the client speaks. One loop of attempts: wait for a slot, let
 * its replica write, and when that is lost, go on after the last token elsewhere, so that no token comes twice and none is missing.
 */
import type { ErrorCode, Problem } from '../../contract/errors.ts';
import { problem, ProblemError, refuse, toProblem } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../../common/log.ts';
import type { Outcome as SlotOutcome } from '../router/dispatcher.ts';
import type { RouterReplica } from '../router/snapshot.ts';
import type { AnswerPiece, AnswerRequest, Written } from './answer.ts';
import { AttemptTimes } from './attempt-times.ts';
import { checkKind } from './check-kind.ts';
import { checkLength } from './check-length.ts';
import { Course } from './course.ts';
import { endOfCourse } from './end-of-course.ts';
import type { Fleet, TextFleet } from './fleet.ts';
import { refuseOutside } from './relay.ts';
import { problemOfStream } from './problem-of-stream.ts';
import type { RequestLog } from './request-log.ts';
import { setbackOf, type Setback } from './setback.ts';
import type { SlotLease, Slots, SlotWant } from './slots.ts';
import { writeText } from './text-attempt.ts';
import { leaving, writeTokens } from './token-attempt.ts';
import type { Usage, UsageEntry } from './usage.ts';

export interface AnsweringLimits {
  /** How long a request waits for a slot, at first and again after each loss, in milliseconds. */
  readonly waitMs: number;
  /** How long a replica may be silent before it says that it has the prompt: it hangs, or compiles what nobody should ask for. */
  readonly beginMs: number;
  /** How long it may be silent before its first token (it reads the prompt) and between two tokens. */
  readonly idleMs: number;
  /** Crashes in a row, without a token between them, after which the request is blamed. */
  readonly crashes: number;
}

interface AnsweringParts {
  readonly fleet: Fleet & Partial<TextFleet>;
  readonly slots: Slots;
  readonly usage: Usage;
  readonly requests: RequestLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<AnsweringLimits>;
}

const defaultLimits: AnsweringLimits = { waitMs: 60_000, beginMs: 20_000, idleMs: 120_000, crashes: 3 };

/** How a request ended, for the log. */
type Outcome = 'stop' | 'length' | 'aborted' | 'failed';

export class Answering {
  readonly #fleet: Fleet & Partial<TextFleet>;
  readonly #slots: Slots;
  readonly #usage: Usage;
  readonly #requests: RequestLog;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #limits: AnsweringLimits;

  constructor({ fleet, slots, usage, requests, clock, log, limits }: AnsweringParts) {
    this.#fleet = fleet;
    this.#slots = slots;
    this.#usage = usage;
    this.#requests = requests;
    this.#clock = clock;
    this.#log = log;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /**
   * Answers a request piece by piece; the last piece is `end`. Leaving the iteration stops the machine.
   * @throws ProblemError when it cannot be answered; the signal's reason when it was aborted.
   */
  async *answer(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<AnswerPiece, void, void> {
    const startedAt = this.#clock.now();
    const course = new Course(request, signal, startedAt);
    const { progress } = course;
    const model = this.#fleet.snapshot().models.find(({ name }) => name === request.model);
    if (model) {
      checkKind(model, 'chat');
      checkLength(request, model.contextLength);
      if (model.external && request.ownOnly) refuseOutside(model.name);
    }
    let outcome: Outcome = 'aborted';
    let code: ErrorCode | null = null;
    try {
      let written: Written | null = null;
      while (written === null) written = yield* this.#attempt(course);
      outcome = written.reason;
      const { promptTokens, tokens: completionTokens, tokensPerSecond } = progress;
      const usage = { promptTokens, completionTokens };
      this.#slots.counted(request.model, usage.promptTokens, course.promptCharacters, usage.completionTokens);
      const times = course.times(this.#clock.now() - startedAt);
      const machineName = course.replica?.machineName ?? '';
      yield { type: 'end', ...written, usage, tokensPerSecond, times, machineName };
    } catch (error) {
      if (!signal.aborted) {
        outcome = 'failed';
        code = toProblem(error).code;
      }
      throw error;
    } finally {
      this.#note(course, outcome, code, startedAt);
    }
  }

  /** One attempt on one replica. Null: it broke off, and another attempt is worth it. */
  async *#attempt(course: Course): AsyncGenerator<AnswerPiece, Written | null, void> {
    const lease = course.kept ?? (yield* this.#takeSlot(course));
    course.kept = null;
    course.replica = lease.replica;
    const before = course.progress.tokens;
    const times = new AttemptTimes();
    let outcome: SlotOutcome['kind'] = 'left';
    let forMs: number | undefined;
    try {
      const written = yield* this.#writeOn(course, lease, times);
      outcome = 'done';
      return written;
    } catch (error) {
      course.signal.throwIfAborted();
      if (course.progress.tokens > before) course.startAfresh(this.#clock.now());
      if (error === leaving) {
        course.kept = lease.next();
        course.breakOff('drained', this.#clock.now());
        return null;
      }
      const cause = problemOfStream(error, lease.replica.machineName, this.#log);
      const setback = this.#elsewhere(course, lease.replica, setbackOf(cause));
      if (setback.kind === 'full') forMs = setback.forMs;
      if (setback.kind !== 'final' && setback.kind !== 'unable') outcome = setback.kind === 'full' ? 'full' : 'failed';
      this.#takeSetback(course, setback, cause);
      course.breakOff('lost', this.#clock.now());
      return null;
    } finally {
      lease.release(
        outcome === 'full' ? { kind: outcome, ...(forMs && { forMs }) } : { kind: outcome, ran: times.ran },
      );
    }
  }

  #writeOn(course: Course, lease: SlotLease, times: AttemptTimes): AsyncGenerator<AnswerPiece, Written, void> {
    if (!lease.replica.external) {
      const [fleet, clock, log, limits] = [this.#fleet, this.#clock, this.#log, this.#limits];
      return writeTokens({ fleet, clock, log, limits }, course, lease, times);
    }
    const write = this.#fleet.write?.bind(this.#fleet) ?? refuse('internal', 'Nothing speaks to external servers.');
    return writeText({ write }, course, lease, times, this.#clock);
  }

  /** What an external server will not do, a replica of ours may. */
  #elsewhere(course: Course, { external, model }: RouterReplica, setback: Setback): Setback {
    if (!external || setback.kind !== 'final' || this.#isOutside(model)) return setback;
    course.ownOnly = true;
    return { kind: 'unable' };
  }

  #isOutside(model: string): boolean {
    return this.#fleet.snapshot().models.find(({ name }) => name === model)?.external ?? false;
  }

  async *#takeSlot(course: Course): AsyncGenerator<AnswerPiece, SlotLease, void> {
    const { request, progress, signal, replica } = course;
    const { byText } = progress;
    // A grammar's state is known by its tokens alone.
    if (byText && (request.grammar || this.#isOutside(request.model))) refuse('machine_lost', lostWords(course));
    const want: SlotWant = {
      model: request.model,
      variant: progress.begun && !byText ? (replica?.variant ?? null) : null,
      ownOnly: byText || course.ownOnly,
      callerId: request.caller.id,
      weight: request.caller.weight,
      prefix: course.prefix,
      maxTokens: request.maxTokens,
      begun: course.epoch > 0,
      since: course.waitSince,
      waitMs: this.#limits.waitMs,
    };
    const askedAt = this.#clock.now();
    try {
      return yield* this.#slots.take(want, signal);
    } catch (error) {
      if (signal.aborted || !progress.begun || !(error instanceof ProblemError)) throw error;
      throw new ProblemError(problem('machine_lost', lostWords(course)), { cause: error });
    } finally {
      course.waitedMs += this.#clock.now() - askedAt;
    }
  }

  /** Ends the request when another attempt is no use. */
  #takeSetback(course: Course, setback: Setback, cause: Problem): void {
    if (setback.kind === 'final') throw new ProblemError(cause);
    if (setback.kind === 'crashed') course.crashes += 1;
    if (course.crashes >= this.#limits.crashes) throw new ProblemError(cause);
    const { machineName: machine, replicaId } = course.replica ?? {};
    const lost = { requestId: course.request.id, machine, replicaId, code: cause.code };
    this.#log.info({ ...lost, tokens: course.progress.tokens }, 'attempt lost, going on elsewhere');
  }

  #note(course: Course, outcome: Outcome, code: ErrorCode | null, startedAt: number): void {
    const { id: requestId, model, caller, countOnly } = course.request;
    const answered = outcome === 'stop' || outcome === 'length';
    const durationMs = this.#clock.now() - startedAt;
    const end = endOfCourse(course, { answered, cancelled: outcome === 'aborted', code, startedAt, durationMs });
    const { promptTokens, completionTokens, machine } = end;
    const entry: UsageEntry = { keyId: caller.id, model, promptTokens, completionTokens };
    if (!countOnly && this.#fleet.snapshot().models.some(({ name }) => name === model)) {
      this.#usage.note(entry);
      this.#requests.ended(end);
    }
    this.#log.debug({ ...entry, requestId, machine, outcome, durationMs }, 'request ended');
  }
}

const lostWords = ({ replica, progress }: Course): string =>
  `${replica?.machineName} was lost after ${progress.tokens} tokens, and no other machine could go on.`;
