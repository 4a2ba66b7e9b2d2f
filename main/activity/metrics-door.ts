/** /metrics on the office's listener: for programs with a key, and for the window and the command line of this PC. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorKinds, type Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import { bearerOf, sendJson } from '../base/http.ts';
import type { HttpHandler } from '../base/http-handler.ts';
import type { Log } from '../../common/log.ts';
import type { Metrics } from './metrics.ts';

interface DoorParts {
  readonly metrics: Pick<Metrics, 'contentType' | 'text'>;
  /** It shows a key, or comes from a session of this PC. */
  readonly mayRead: (request: IncomingMessage) => boolean;
  readonly log: Log;
}

export class MetricsDoor implements HttpHandler {
  readonly #parts: DoorParts;

  constructor(parts: DoorParts) {
    this.#parts = parts;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const { mayRead } = this.#parts;
    if (request.method !== 'GET') {
      response.setHeader('allow', 'GET');
      return this.refuse(response, problem('method_not_allowed', `/metrics takes GET, not ${request.method}.`));
    }
    if (!mayRead(request)) {
      const shown = bearerOf(request) !== null;
      const sentence = shown ? 'The key is not known, or was revoked.' : 'The request has no key.';
      return this.refuse(response, problem(shown ? 'invalid_key' : 'missing_key', sentence));
    }
    void this.#send(response);
  }

  refuse(response: ServerResponse, refusal: Problem): void {
    const { status } = errorKinds[refusal.code];
    const headers = status === 401 ? { 'www-authenticate': 'Bearer realm="AIvailable"' } : {};
    sendJson(response, status, { error: refusal }, headers);
  }

  async #send(response: ServerResponse): Promise<void> {
    const { metrics, log } = this.#parts;
    try {
      const text = await metrics.text();
      response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
      response.end(text);
    } catch (error) {
      log.error({ err: error }, 'the metrics could not be read');
      this.refuse(response, problem('internal', 'The figures could not be read.'));
    }
  }
}
