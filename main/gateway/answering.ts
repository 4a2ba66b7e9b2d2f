/**
 * Answering: the one way from a request to its text, whatever shape the client speaks. One loop of attempts: wait for a slot, let
 * its replica write, and when that is lost, go on after the last token elsewhere, so that no token comes twice and none is missing.
 */
import type { Problem } from '../../contract/errors.ts';
import type { GenerateFrame } from '../../contract/generate.ts';
import { problem, ProblemError, refuse, toProblem } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../../common/log.ts';
import type { RouterReplica } from '../router/snapshot.ts';
import type { AnswerPiece, AnswerRequest } from './answer.ts';
import type { Fleet } from './fleet.ts';
import { IdleWatch } from './idle-watch.ts';
import { Progress } from './progress.ts';
import { setAsideMs, setbackOf } from './setback.ts';
import type { SlotLease, Slots, SlotWant } from './slots.ts';
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
  readonly fleet: Fleet;
  readonly slots: Slots;
  readonly usage: Usage;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<AnsweringLimits>;
}

/** Far over any text: the longest tokens are runs of blanks. */
const mostCharactersPerToken = 64;

const defaultLimits: AnsweringLimits = { waitMs: 60_000, beginMs: 20_000, idleMs: 120_000, crashes: 3 };

/** How a request ended, for the log. */
type Outcome = 'stop' | 'length' | 'aborted' | 'failed';

/** One request while it is answered. */
interface Course {
  readonly request: AnswerRequest;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  epoch: number;
  /** Setbacks since the last token. */
  setbacks: number;
  crashes: number;
  /** Since when it waits for a slot, this time. */
  waitSince: number;
  replica: RouterReplica | null;
}

export class Answering {
  readonly #fleet: Fleet;
  readonly #slots: Slots;
  readonly #usage: Usage;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #limits: AnsweringLimits;

  constructor({ fleet, slots, usage, clock, log, limits }: AnsweringParts) {
    this.#fleet = fleet;
    this.#slots = slots;
    this.#usage = usage;
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
    const progress = new Progress();
    const waitSince = startedAt;
    const course: Course = { request, progress, signal, epoch: 0, setbacks: 0, crashes: 0, waitSince, replica: null };
    this.#checkLength(request);
    let outcome: Outcome = 'aborted';
    try {
      let reason: 'stop' | 'length' | null = null;
      while (reason === null) reason = yield* this.#attempt(course);
      outcome = reason;
      const { soFar, prompt, tokensPerSecond } = progress;
      const usage = { promptTokens: prompt?.length ?? 0, completionTokens: soFar.length };
      yield { type: 'end', reason, usage, tokensPerSecond, machineName: course.replica?.machineName ?? '' };
    } catch (error) {
      if (!signal.aborted) outcome = 'failed';
      throw error;
    } finally {
      this.#note(course, outcome, startedAt);
    }
  }

  /** One attempt on one replica. Null: it was lost, and another attempt is worth it. */
  async *#attempt(course: Course): AsyncGenerator<AnswerPiece, 'stop' | 'length' | null, void> {
    const lease = yield* this.#takeSlot(course);
    course.replica = lease.replica;
    const before = course.progress.soFar.length;
    try {
      return yield* this.#write(course, lease.replica);
    } catch (error) {
      course.signal.throwIfAborted();
      if (course.progress.soFar.length > before) this.#startAfresh(course);
      this.#takeSetback(course, lease, this.#problemOf(error, lease.replica));
      return null;
    } finally {
      lease.release();
    }
  }

  async *#takeSlot(course: Course): AsyncGenerator<AnswerPiece, SlotLease, void> {
    const { request, progress, signal, replica } = course;
    const want: SlotWant = {
      model: request.model,
      variant: progress.begun ? (replica?.variant ?? null) : null,
      callerId: request.caller.id,
      conversation: request.conversation,
      begun: course.epoch > 0,
      since: course.waitSince,
      waitMs: this.#limits.waitMs,
    };
    try {
      return yield* this.#slots.take(want, signal);
    } catch (error) {
      if (signal.aborted || !progress.begun || !(error instanceof ProblemError)) throw error;
      const text = `${replica?.machineName} was lost after ${progress.soFar.length} tokens, and no other machine could go on.`;
      throw new ProblemError(problem('machine_lost', text), { cause: error });
    }
  }

  async *#write(course: Course, replica: RouterReplica): AsyncGenerator<AnswerPiece, 'stop' | 'length', void> {
    const { request, progress, signal } = course;
    const { machineName } = replica;
    const epoch = course.epoch++;
    const attempt = new AbortController();
    const onAbort = (): void => attempt.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const { beginMs, idleMs } = this.#limits;
    const watch = new IdleWatch(beginMs, (silentMs) => {
      const sentence = `${machineName} has sent nothing for ${silentMs / 1000} seconds.`;
      attempt.abort(new ProblemError(problem('machine_lost', sentence)));
    });
    try {
      const goesOn = progress.begun;
      for await (const frame of this.#fleet.generate(
        replica.replicaId,
        progress.next(request, epoch),
        attempt.signal,
      )) {
        watch.touch();
        switch (frame.type) {
          case 'token':
            progress.takeToken(frame, this.#clock.now());
            if (frame.text !== '') yield { type: 'text', text: frame.text };
            break;
          case 'prompt':
            watch.expectWithin(idleMs);
            progress.takePrompt(frame, epoch, this.#clock.now());
            yield { type: goesOn ? 'moved' : 'placed', machineName };
            break;
          case 'end':
            if (frame.text !== '') yield { type: 'text', text: frame.text };
            return this.#ended(frame, course, replica);
          case 'error':
            throw new ProblemError(frame.problem);
        }
      }
      return refuse('machine_lost', `${machineName} ended the stream before the answer.`);
    } catch (error) {
      throw attempt.signal.aborted ? attempt.signal.reason : error;
    } finally {
      watch.stop();
      signal.removeEventListener('abort', onAbort);
    }
  }

  #ended(frame: GenerateFrame & { type: 'end' }, { progress }: Course, replica: RouterReplica): 'stop' | 'length' {
    if (frame.reason === 'abort') refuse('machine_lost', `${replica.machineName} stopped writing.`);
    if (progress.tokensPerSecond > 0) this.#slots.noteSpeed(replica.replicaId, progress.tokensPerSecond);
    return frame.reason;
  }

  /** Ends the request when another attempt is no use; else keeps the replica out of the choice for a moment. */
  #takeSetback(course: Course, lease: SlotLease, cause: Problem): void {
    const setback = setbackOf(cause);
    if (setback.kind === 'final') throw new ProblemError(cause);
    if (setback.kind === 'crashed') course.crashes += 1;
    if (course.crashes >= this.#limits.crashes) throw new ProblemError(cause);
    if (setback.kind !== 'full') course.setbacks += 1;
    const { replicaId, machineName } = lease.replica;
    this.#slots.setAside(replicaId, setAsideMs(setback, course.setbacks), setback.kind === 'full');
    this.#log.info(
      {
        requestId: course.request.id,
        machine: machineName,
        replicaId,
        code: cause.code,
        tokens: course.progress.soFar.length,
      },
      'attempt lost, going on elsewhere',
    );
  }

  #startAfresh(course: Course): void {
    course.setbacks = 0;
    course.crashes = 0;
    course.waitSince = this.#clock.now();
  }

  /** What is not a problem of ours is a broken stream: its details go to the log. */
  #problemOf(error: unknown, { machineName }: RouterReplica): Problem {
    if (error instanceof ProblemError) return toProblem(error);
    this.#log.warn({ err: error, machine: machineName }, 'a stream broke');
    return problem('machine_lost', `The connection to ${machineName} broke.`);
  }

  /** An absurd max_tokens is refused here, with the numbers, before it waits for a slot. */
  /** What cannot fit by far never travels: reading it would cost a machine more than answering others. */
  #checkLength({ model, maxTokens, messages }: AnswerRequest): void {
    const context = this.#fleet.snapshot().models.find(({ name }) => name === model)?.contextLength;
    if (context === undefined) return;
    const tooLong = (what: string, param: string): never =>
      refuse('context_length_exceeded', `${what}; this model's context is ${context.toLocaleString('en')} tokens.`, {
        param,
      });
    if (maxTokens !== null && maxTokens >= context) {
      tooLong(`max_tokens is ${maxTokens.toLocaleString('en')}`, 'max_tokens');
    }
    // Each message costs tokens of its own, be it empty.
    const characters = messages.reduce((sum, { content }) => sum + content.length + mostCharactersPerToken, 0);
    if (characters > context * mostCharactersPerToken) {
      tooLong(`The messages have ${characters.toLocaleString('en')} characters`, 'messages');
    }
  }

  #note({ request, progress, replica }: Course, outcome: Outcome, startedAt: number): void {
    const entry: UsageEntry = {
      keyId: request.caller.id,
      model: request.model,
      promptTokens: progress.prompt?.length ?? 0,
      completionTokens: progress.soFar.length,
    };
    if (this.#fleet.snapshot().models.some(({ name }) => name === request.model)) this.#usage.note(entry);
    const durationMs = this.#clock.now() - startedAt;
    const machine = replica?.machineName ?? null;
    this.#log.debug({ ...entry, requestId: request.id, machine, outcome, durationMs }, 'request ended');
  }
}
