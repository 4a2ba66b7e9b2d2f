/** Who asks, noted on the response once the session was checked. */
import type { Response } from 'express';
import type { Caller } from '../gateway/answer.ts';
import type { Person } from '../ledger/people.ts';

export interface Visitor {
  /** Its conversations are theirs. */
  readonly person: Person;
  /** How it stands in the queue, in the usage and among what happened. */
  readonly caller: Caller;
  /** Hash of its session; null: the command line. */
  readonly session: string | null;
  /** It is the coordinator's own PC. */
  readonly atThisPc: boolean;
  /** It may do admin things. */
  readonly admin: boolean;
  /** Until when, in milliseconds since 1970; null: for as long as its session lasts. */
  readonly adminUntil: number | null;
}

const visitors = new WeakMap<Response, Visitor>();

export const setVisitor = (response: Response, visitor: Visitor): void => void visitors.set(response, visitor);

/** Null: the call is one that anyone may make. */
export const visitorIfAny = (response: Response): Visitor | null => visitors.get(response) ?? null;

/** @throws Error when the route is not behind the session check: a defect. */
export function visitorOf(response: Response): Visitor {
  const visitor = visitors.get(response);
  if (!visitor) throw new Error('a route that needs a visitor is not behind the session check');
  return visitor;
}
