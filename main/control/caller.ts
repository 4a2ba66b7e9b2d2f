/** Who asks, noted on the response once the session was checked. */
import type { Response } from 'express';
import type { Caller } from '../gateway/answer.ts';

const callers = new WeakMap<Response, Caller>();

export const setCaller = (response: Response, caller: Caller): void => void callers.set(response, caller);

/** @throws Error when the route is not behind the session check: a defect. */
export function callerOf(response: Response): Caller {
  const caller = callers.get(response);
  if (!caller) throw new Error('a route that needs a caller is not behind the session check');
  return caller;
}
