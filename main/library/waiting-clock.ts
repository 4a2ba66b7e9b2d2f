/** Time that can also be waited for: an argument, so that pauses are tested without waiting. */
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock, type Clock } from '../base/clock.ts';

export interface WaitingClock extends Clock {
  /** @throws the signal's reason when it is aborted */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemWaitingClock: WaitingClock = {
  ...systemClock,
  wait: (milliseconds, signal) =>
    pause(milliseconds, undefined, { signal }).catch(() => {
      throw signal.reason;
    }),
};
