/** What can be wrong with an upstream, on demand. */
import { z } from 'zod';

export const UpstreamFault = z.strictObject({
  /**
   * hang: a request is taken and never answered. slow: the first byte comes after `ms`. stall: nothing more comes after `pieces`.
   * drop: the connection is cut after `pieces`. malformed: no JSON comes after `pieces`. error: an error comes in the stream after
   * `pieces`. short: the stream ends after `pieces` without an end. busy: 503 with Retry-After. refused: 400.
   * key: 401. broken: 500. html: a page.
   */
  kind: z.enum([
    'hang',
    'slow',
    'stall',
    'drop',
    'malformed',
    'error',
    'short',
    'busy',
    'refused',
    'key',
    'broken',
    'html',
  ]),
  /** Requests that meet it; null: all, until something else is said. */
  times: z.int().positive().nullable().default(1),
  pieces: z.int().nonnegative().default(0),
  ms: z.number().default(0),
  /** Seconds; null: the header is left out. */
  retryAfter: z.number().nullable().default(null),
  /** The list of models meets it, too. */
  models: z.boolean().default(false),
});
export type UpstreamFault = z.infer<typeof UpstreamFault>;

/** What it writes: the answer to every question, and how long it takes for a piece. */
export const UpstreamScript = z.strictObject({
  answer: z.string().optional(),
  pieceMs: z.number().optional(),
  fault: UpstreamFault.nullable().optional(),
});
export type UpstreamScript = z.input<typeof UpstreamScript>;

/** Faults that come before any byte of the head. */
export const beforeHead: ReadonlySet<UpstreamFault['kind']> = new Set([
  'hang',
  'busy',
  'refused',
  'key',
  'broken',
  'html',
]);

export class UpstreamFaults {
  answer: string | null = null;
  pieceMs = 0;
  #fault: UpstreamFault | null = null;

  script(said: unknown): void {
    const { answer, pieceMs, fault } = UpstreamScript.parse(said);
    if (answer !== undefined) this.answer = answer;
    if (pieceMs !== undefined) this.pieceMs = pieceMs;
    if (fault !== undefined) this.#fault = fault;
  }

  /** The fault that this request meets. */
  take(isModels: boolean): UpstreamFault | null {
    const fault = this.#fault;
    if (!fault || (isModels && !fault.models)) return null;
    if (fault.times !== null) this.#fault = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
    return fault;
  }
}
