import type { DrawnFault } from './draw-faults.ts';
import type { Noted } from './happenings.ts';

/** What became of one fault. Times in milliseconds since 1970. */
export interface FaultRecord extends Pick<DrawnFault, 'number' | 'kind'>, Noted {
  readonly where: string;
  readonly beganAt: number;
  /** When the office was whole again; null: it did not heal in time. */
  readonly healedAt: number | null;
  /** What was missing then. */
  readonly missing: string;
}
