/** Time as an argument, so that decisions can be tested without waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/**
 * Goes on evenly when somebody sets this PC's clock: for how long things take and are waited for, and for no date. It begins with the
 * process, at the time of that moment.
 */
export const steadyClock: Clock = { now: () => performance.timeOrigin + performance.now() };
