/** The LAN API: who asks, what for, and the way to it. Plain node:http, as each layer on the token path costs every token. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorKinds, type Problem } from '../../contract/errors.ts';
import { problem, ProblemError, refuse, toProblem } from '../../contract/problem.ts';
import type { HttpHandler } from '../base/http-handler.ts';
import { bearerOf, sendJson } from '../base/http.ts';
import { newId } from '../base/ids.ts';
import type { Log } from '../../common/log.ts';
import { callerWeights, type Caller } from './answer.ts';
import type { ChatCompletions } from './chat-completions.ts';
import type { Fleet } from './fleet.ts';
import type { Keys } from './keys.ts';
import { writeError } from './openai/write-error.ts';
import { writeModel } from './openai/write-model.ts';

interface GatewayParts {
  readonly chat: ChatCompletions;
  readonly fleet: Fleet;
  readonly keys: Keys;
  readonly log: Log;
}

/** One request on its way: `rest` is what the path has after its route. */
interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Caller;
  readonly requestId: string;
  readonly rest: string;
  readonly signal: AbortSignal;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly matches: RegExp;
  readonly serve: (call: Call) => Promise<void> | void;
}

export class Gateway implements HttpHandler {
  readonly #fleet: Fleet;
  readonly #keys: Keys;
  readonly #log: Log;
  readonly #routes: readonly Route[];

  constructor({ chat, fleet, keys, log }: GatewayParts) {
    this.#fleet = fleet;
    this.#keys = keys;
    this.#log = log;
    this.#routes = [
      {
        method: 'POST',
        path: '/v1/chat/completions',
        matches: /^\/v1\/chat\/completions\/?$/,
        serve: ({ request, response, caller, requestId, signal }) =>
          chat.serve(request, response, caller, requestId, signal),
      },
      { method: 'GET', path: '/v1/models', matches: /^\/v1\/models\/?$/, serve: (call) => this.#listModels(call) },
      { method: 'GET', path: '/v1/models/ID', matches: /^\/v1\/models\/(.+)$/, serve: (call) => this.#showModel(call) },
    ];
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const requestId = newId('req');
    response.setHeader('x-request-id', requestId);
    const leaving = new AbortController();
    response.once('close', () => {
      // After a whole answer there is nothing to stop, and an abort would cost an error with its stack.
      if (!response.writableFinished) leaving.abort();
    });
    this.#serve(request, response, requestId, leaving.signal).catch((error: unknown) => {
      if (leaving.signal.aborted) return;
      if (!(error instanceof ProblemError)) this.#log.error({ err: error, requestId }, 'a request failed inside');
      this.refuse(response, toProblem(error));
    });
  }

  refuse(response: ServerResponse, refusal: Problem): void {
    const { status } = errorKinds[refusal.code];
    sendJson(response, status, writeError(refusal), {
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="AIvailable"' } : {}),
      ...(refusal.retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(refusal.retryAfter)) }),
    });
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    signal: AbortSignal,
  ): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const there = this.#routes.filter(({ matches }) => matches.test(path));
    const route = there.find(({ method }) => method === request.method);
    if (!route && there.length > 0) {
      const allowed = there.map(({ method }) => method).join(', ');
      response.setHeader('allow', allowed);
      refuse('method_not_allowed', `${path.slice(0, 200)} takes ${allowed}, not ${request.method}.`);
    }
    if (!route) {
      const known = this.#routes.map(({ method, path: shown }) => `${method} ${shown}`).join(', ');
      return refuse('not_found', `There is no ${path.slice(0, 200)} here. There is: ${known}.`);
    }
    const caller = this.#callerOf(request);
    await route.serve({ request, response, caller, requestId, rest: route.matches.exec(path)?.[1] ?? '', signal });
  }

  #callerOf(request: IncomingMessage): Caller {
    const secret = bearerOf(request);
    if (secret === null) return refuse('missing_key', 'The request has no key.');
    const key = this.#keys.find(secret) ?? refuse('invalid_key', 'The key is not known, or was revoked.');
    return { ...key, weight: callerWeights.key };
  }

  #listModels({ response }: Call): void {
    sendJson(response, 200, { object: 'list', data: this.#fleet.snapshot().models.map(writeModel) });
  }

  #showModel({ response, rest }: Call): void {
    const wanted = decode(rest);
    const model = this.#fleet.snapshot().models.find(({ name }) => name === wanted);
    if (!model) throw new ProblemError(problem('model_not_found', `There is no model "${wanted.slice(0, 100)}".`));
    sendJson(response, 200, writeModel(model));
  }
}

/** A name with a broken escape is no name of ours: it stays as it came. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
