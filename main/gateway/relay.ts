/** Requests that another office sends on: see contract/relay.ts. */
import type { IncomingMessage } from 'node:http';
import { refuse } from '../../contract/problem.ts';
import { relayHeader } from '../../contract/relay.ts';

export const isRelayed = ({ headers }: IncomingMessage): boolean => headers[relayHeader] !== undefined;

/** @param office names this run of this office. @throws ProblemError attached_is_this_office */
export function refuseOwnRelay({ headers }: IncomingMessage, office: string | undefined): void {
  if (office === undefined || headers[relayHeader] !== office) return;
  refuse('attached_is_this_office', 'This office was asked by itself.');
}

/** What comes without a key, from another office, or asks for what only our engine does, no external server answers. @throws ProblemError model_not_found */
export const refuseOutside = (model: string): never =>
  refuse(
    'model_not_found',
    `"${model}" is on an external server, and only the office's own machines may answer this request.`,
    { param: 'model' },
  );
