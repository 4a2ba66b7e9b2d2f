/**
 * Embedding: the one way from texts to their vectors, whatever shape the client speaks. Each piece of a request takes a slot in its
 * turn; what a lost machine did not give, another one with the same file gives, and nobody notices.
 */
import type { ErrorCode } from '../../contract/errors.ts';
import { toProblem } from '../../contract/problem.ts';
import type { Log } from '../../common/log.ts';
import type { Clock } from '../base/clock.ts';
import type { RouterReplica } from '../router/snapshot.ts';
import { checkKind } from './check-kind.ts';
import type { VectorFleet } from './fleet.ts';
import { checkInputs, inputPieces } from './input-pieces.ts';
import { outcomeOf } from './outcome-of.ts';
import { refuseOutside } from './relay.ts';
import type { RequestLog } from './request-log.ts';
import type { Slots } from './slots.ts';
import type { Usage } from './usage.ts';
import { VectorCourse, type EmbeddingRequest } from './vector-course.ts';
import { VectorPieces, type VectorLimits } from './vector-pieces.ts';

interface EmbeddingParts {
  readonly fleet: VectorFleet;
  readonly slots: Slots;
  readonly usage: Usage;
  readonly requests: RequestLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<VectorLimits>;
}

interface Embedded {
  /** Of length 1, one for each input, in order. */
  readonly vectors: readonly Float32Array[];
  readonly promptTokens: number;
  /** The one that gave the last of them. */
  readonly machineName: string;
}

/** Slots that one request uses at once at most. */
const mostAtOnce = 4;

export class Embedding {
  readonly #parts: EmbeddingParts;
  readonly #pieces: VectorPieces;

  constructor(parts: EmbeddingParts) {
    this.#parts = parts;
    this.#pieces = new VectorPieces(parts, parts.limits);
  }

  /** @throws ProblemError when they cannot be made; the signal's reason when it was aborted */
  async embed(request: EmbeddingRequest, signal: AbortSignal): Promise<Embedded> {
    const startedAt = this.#parts.clock.now();
    const { models, replicas } = this.#parts.fleet.snapshot();
    const model = models.find(({ name }) => name === request.model);
    if (model) {
      checkKind(model, request.kind ?? 'embedding');
      if (model.external && request.ownOnly) refuseOutside(model.name);
      checkInputs(request.inputs, model.contextLength, request.nameOf);
    }
    const pieces = inputPieces(request.inputs);
    const most = mostSlots(replicas.filter((one) => one.model === request.model && one.state === 'ready'));
    const workers = Math.max(1, Math.min(pieces.length, most?.slots ?? 1, mostAtOnce));
    const failing = new AbortController();
    // Side by side they must have the same file from the start.
    const variant = workers > 1 ? (most?.variant ?? null) : null;
    const course = new VectorCourse(request, variant, AbortSignal.any([signal, failing.signal]));
    const work = async (): Promise<void> => {
      try {
        for (let piece = pieces.shift(); piece; piece = pieces.shift()) await this.#pieces.make(course, piece);
      } catch (error) {
        failing.abort(error);
      }
    };
    await Promise.all(Array.from({ length: workers }, work));
    const code = failing.signal.aborted && !signal.aborted ? toProblem(failing.signal.reason).code : null;
    this.#note(course, code, signal.aborted, startedAt);
    signal.throwIfAborted();
    failing.signal.throwIfAborted();
    const vectors = course.vectors.filter((vector) => vector !== undefined);
    return { vectors, promptTokens: course.promptTokens, machineName: course.machineName ?? '' };
  }

  #note(course: VectorCourse, code: ErrorCode | null, cancelled: boolean, startedAt: number): void {
    const { id: requestId, model, caller } = course.request;
    const { fleet, usage, requests, clock, log } = this.#parts;
    if (!fleet.snapshot().models.some(({ name }) => name === model)) return;
    const { promptTokens, waitedMs, restarts, machineName: machine } = course;
    const answered = code === null && !cancelled;
    const durationMs = clock.now() - startedAt;
    usage.note({ keyId: caller.id, model, promptTokens, completionTokens: 0 });
    requests.ended({
      requestId,
      model,
      outcome: outcomeOf({ answered, cancelled, code, moves: 0 }),
      code,
      waitedMs,
      firstTokenMs: null,
      durationMs,
      promptTokens,
      completionTokens: 0,
      machine,
      moves: [],
      restarts,
    });
    log.debug({ requestId, model, machine, code, promptTokens, durationMs }, 'request for vectors ended');
  }
}

/** The file that most slots have now. */
function mostSlots(ready: readonly RouterReplica[]): { variant: string; slots: number } | undefined {
  const files = [...Map.groupBy(ready, ({ variant }) => variant)];
  const counted = files.map(([variant, own]) => ({ variant, slots: own.reduce((sum, { slots }) => sum + slots, 0) }));
  return counted.toSorted((a, b) => b.slots - a.slots)[0];
}
