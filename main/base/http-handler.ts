/** What the one listener needs of a room that answers requests. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../../contract/errors.ts';

export interface HttpHandler {
  /** Answers, now or later, and never throws. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Answers with a refusal in the room's own shape. */
  refuse(response: ServerResponse, problem: Problem): void;
  /** The listener closes: ends what never ends by itself. What does end gets its time. */
  drain?(): void;
}
