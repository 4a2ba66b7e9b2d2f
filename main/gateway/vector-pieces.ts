/** Makes one piece of a request for vectors: a slot, its replica, and another one for what is missing when that is lost. */
import type { EmbedInput } from '../../contract/embed.ts';
import type { Problem } from '../../contract/errors.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import type { Log } from '../../common/log.ts';
import { vectorOf } from '../../common/vector-text.ts';
import type { Clock } from '../base/clock.ts';
import type { VectorFleet } from './fleet.ts';
import { IdleWatch } from './idle-watch.ts';
import { charactersOf } from './input-pieces.ts';
import { problemOfStream } from './problem-of-stream.ts';
import { setbackOf } from './setback.ts';
import type { SlotLease, Slots } from './slots.ts';
import { unitVector } from './unit-vector.ts';
import type { VectorCourse } from './vector-course.ts';

export interface VectorLimits {
  /** How long a piece waits for a slot, at first and again after each loss, in milliseconds. */
  readonly waitMs: number;
  /** How long a replica may be silent before the first vector, and between two. */
  readonly idleMs: number;
  /** Crashes in a row, without a vector between them, after which the request is blamed. */
  readonly crashes: number;
}

interface VectorPiecesParts {
  readonly fleet: VectorFleet;
  readonly slots: Slots;
  readonly clock: Clock;
  readonly log: Log;
}

const defaultLimits: VectorLimits = { waitMs: 60_000, idleMs: 120_000, crashes: 3 };

/** One piece on its way. */
interface Piece {
  /** Inputs whose vectors are missing, in order. */
  readonly open: number[];
  /** Since when it waits for a slot, this time. */
  since: number;
  /** It had a slot before. */
  begun: boolean;
  /** Crashes since the last vector. */
  crashes: number;
}

/** What one attempt made, as the router wants to know it. */
interface Made {
  tokens: number;
  seconds: number;
}

export class VectorPieces {
  readonly #parts: VectorPiecesParts;
  readonly #limits: VectorLimits;

  constructor(parts: VectorPiecesParts, limits: Partial<VectorLimits> = {}) {
    this.#parts = parts;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /**
   * @param indices of the inputs that are the piece
   * @throws ProblemError when it cannot be made; the course's reason when that was aborted
   */
  async make(course: VectorCourse, indices: readonly number[]): Promise<void> {
    const piece: Piece = { open: [...indices], since: this.#parts.clock.now(), begun: false, crashes: 0 };
    while (piece.open.length > 0) {
      await this.#attempt(course, piece);
      piece.begun = true;
    }
  }

  async #attempt(course: VectorCourse, piece: Piece): Promise<void> {
    const lease = await this.#takeSlot(course, piece);
    const made: Made = { tokens: 0, seconds: 0 };
    let kind: 'done' | 'left' | 'failed' | 'full' = 'left';
    let forMs: number | undefined;
    try {
      await this.#read(course, piece, lease, made);
      kind = 'done';
    } catch (error) {
      course.signal.throwIfAborted();
      const cause = problemOfStream(error, lease.replica.machineName, this.#parts.log);
      const setback = setbackOf(cause);
      if (setback.kind === 'final') throw new ProblemError(cause);
      if (setback.kind === 'full') forMs = setback.forMs;
      kind = setback.kind === 'full' ? 'full' : 'failed';
      if (made.tokens > 0) Object.assign(piece, { since: this.#parts.clock.now(), crashes: 0 });
      if (setback.kind === 'crashed') piece.crashes += 1;
      if (piece.crashes >= this.#limits.crashes) throw new ProblemError(cause);
      course.restarts += 1;
      const { machineName: machine, replicaId } = lease.replica;
      this.#parts.log.info(
        { requestId: course.request.id, machine, replicaId, code: cause.code },
        'vectors lost, made elsewhere',
      );
    } finally {
      const { tokens: promptTokens, seconds: promptSeconds } = made;
      const ran = promptTokens > 0 ? { promptTokens, promptSeconds, tokens: 0, seconds: 0 } : null;
      lease.release(kind === 'full' ? { kind, ...(forMs && { forMs }) } : { kind, ran });
    }
  }

  async #takeSlot(course: VectorCourse, { open, since, begun }: Piece): Promise<SlotLease> {
    const { clock, slots } = this.#parts;
    const { inputs, model, caller } = course.request;
    const askedAt = clock.now();
    const characters = open.reduce((sum, index) => sum + sizeOf(inputs[index]), 0);
    const waiting = slots.take(
      {
        model,
        variant: course.variant,
        ownOnly: course.request.ownOnly ?? false,
        callerId: caller.id,
        weight: caller.weight,
        // Nothing of a text is kept for the next one.
        prefix: { hashes: [], length: characters },
        maxTokens: 0,
        begun,
        since,
        waitMs: this.#limits.waitMs,
      },
      course.signal,
    );
    try {
      for (;;) {
        const step = await waiting.next();
        if (step.done) return step.value;
      }
    } finally {
      course.waitedMs += clock.now() - askedAt;
    }
  }

  async #read(course: VectorCourse, piece: Piece, lease: SlotLease, made: Made): Promise<void> {
    const { fleet, slots, clock } = this.#parts;
    const { id: requestId, kind, inputs, model, dimensions } = course.request;
    const { replicaId, machineName } = lease.replica;
    const asked = [...piece.open];
    const attempt = new AbortController();
    const onAbort = (): void => attempt.abort(course.signal.reason);
    course.signal.addEventListener('abort', onAbort, { once: true });
    const watch = new IdleWatch(this.#limits.idleMs, (silentMs) => {
      const sentence = `${machineName} has sent nothing for ${silentMs / 1000} seconds.`;
      attempt.abort(new ProblemError(problem('machine_lost', sentence)));
    });
    const startedAt = clock.now();
    try {
      const request = { requestId, inputs: asked.flatMap((index) => inputs[index] ?? []) };
      for await (const frame of fleet.embed(replicaId, request, attempt.signal)) {
        watch.touch();
        if (frame.type === 'error') throw new ProblemError(frame.problem);
        if (frame.type === 'end') break;
        const index = asked[frame.index];
        if (index === undefined || index !== piece.open[0]) {
          refuse('machine_lost', `${machineName} sent the vector of another text than was due.`);
        }
        const vector = vectorOf(frame.vector);
        const wanted = kind === 'reranker' ? score(vector) : unitVector(vector, dimensions);
        course.take(index, wanted, frame.tokens, lease.replica);
        piece.open.shift();
        if (made.tokens === 0) lease.passed();
        made.tokens += frame.tokens;
        made.seconds = (clock.now() - startedAt) / 1000;
        slots.counted(model, frame.tokens, sizeOf(inputs[index]), null);
      }
      if (piece.open.length > 0) refuse('machine_lost', `${machineName} ended before the last vector.`);
    } catch (error) {
      if (attempt.signal.aborted) throw attempt.signal.reason;
      throw error instanceof ProblemError ? new ProblemError(named(error.problem, asked, course)) : error;
    } finally {
      watch.stop();
      course.signal.removeEventListener('abort', onAbort);
    }
  }
}

/** @throws ProblemError engine_crashed when it is none */
function score(vector: Float32Array): Float32Array {
  const isScore = vector.length === 1 && vector.every((value) => value >= 0 && value <= 1);
  return isScore ? vector : refuse('engine_crashed', 'The model gave a score that is no number from 0 to 1.');
}

const sizeOf = (input: EmbedInput | undefined): number => (input ? charactersOf(input) : 0);

/** A refusal of the machine's, with the input as the client knows it. @param asked what the machine counts from 0 */
function named(found: Problem, asked: readonly number[], { request }: VectorCourse): Problem {
  const place = /^inputs\.(\d+)$/.exec(found.param ?? '')?.[1];
  const index = place === undefined ? undefined : asked[Number(place)];
  return index === undefined ? found : { ...found, param: request.nameOf(index) };
}
