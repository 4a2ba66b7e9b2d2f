/** The port to where requests are counted by how they ended: for availability, figures and the office's activity. */
import type { ErrorCode } from '../../contract/errors.ts';
import type { Move } from './answer.ts';
import type { RequestOutcome } from './outcome-of.ts';

/** One request of a model that the office has, when it has ended. No text is in it. */
export interface RequestEnd {
  readonly requestId: string;
  readonly model: string;
  readonly outcome: RequestOutcome;
  /** Why it was not answered; null when it was. */
  readonly code: ErrorCode | null;
  /** For a place, over all its attempts. */
  readonly waitedMs: number;
  /** From its coming; null when there was none. */
  readonly firstTokenMs: number | null;
  readonly durationMs: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** The machine that had it last. */
  readonly machine: string | null;
  /** In the middle of the answer, in order. */
  readonly moves: readonly Move[];
  /** Attempts that were lost before the first token, of which the client saw nothing. */
  readonly restarts: number;
}

export interface RequestLog {
  ended(end: RequestEnd): void;
}
