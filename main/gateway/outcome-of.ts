/** How a request ended. Pure. */
import { errorKinds, type ErrorCode } from '../../contract/errors.ts';

/**
 * whole and moved: answered. refused: there was no place for it. failed: it broke off, or came to nothing. cancelled: its client
 * left. invalid: it asked for what cannot be done; neither of the two says anything of the office.
 */
export type RequestOutcome = 'whole' | 'moved' | 'refused' | 'failed' | 'cancelled' | 'invalid';

interface Ended {
  /** It came to its end. */
  readonly answered: boolean;
  readonly cancelled: boolean;
  readonly code: ErrorCode | null;
  readonly moves: number;
}

const noPlace: readonly ErrorCode[] = ['model_not_placed', 'model_not_ready', 'overloaded', 'wait_too_long'];

export function outcomeOf({ answered, cancelled, code, moves }: Ended): RequestOutcome {
  if (answered) return moves > 0 ? 'moved' : 'whole';
  if (cancelled || code === null) return 'cancelled';
  if (noPlace.includes(code)) return 'refused';
  return errorKinds[code].status < 500 ? 'invalid' : 'failed';
}
