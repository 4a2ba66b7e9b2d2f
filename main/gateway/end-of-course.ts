/** A request as it is counted, when it has ended. Pure. */
import type { ErrorCode } from '../../contract/errors.ts';
import type { Course } from './course.ts';
import { outcomeOf } from './outcome-of.ts';
import type { RequestEnd } from './request-log.ts';

interface Ended {
  readonly answered: boolean;
  readonly cancelled: boolean;
  /** Why it was not answered. */
  readonly code: ErrorCode | null;
  readonly startedAt: number;
  readonly durationMs: number;
}

export function endOfCourse(course: Course, { answered, cancelled, code, startedAt, durationMs }: Ended): RequestEnd {
  const { request, progress, replica, waitedMs, moves, restarts } = course;
  return {
    requestId: request.id,
    model: request.model,
    outcome: outcomeOf({ answered, cancelled, code, moves: moves.length }),
    code,
    waitedMs,
    firstTokenMs: progress.begun ? progress.firstTokenAt - startedAt : null,
    durationMs,
    promptTokens: progress.promptTokens,
    completionTokens: progress.tokens,
    machine: replica?.machineName ?? null,
    moves,
    restarts,
  };
}
