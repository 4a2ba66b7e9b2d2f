/** The LAN API: who asks, what for, and the way to it. Plain node:http, as each layer on the token path costs every token. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorKinds, type Problem } from '../../contract/errors.ts';
import { keyless, type KeylessLimits } from '../../contract/keys.ts';
import { ProblemError, refuse, toProblem } from '../../contract/problem.ts';
import { FailedTries } from '../base/failed-tries.ts';
import type { HttpHandler } from '../base/http-handler.ts';
import { bearerOf, sendJson } from '../base/http.ts';
import type { Clock } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import type { Log } from '../../common/log.ts';
import { callerWeights } from './answer.ts';
import type { KeyLimits } from './key-limits.ts';
import type { Key, Keys } from './keys.ts';
import { Description } from './openapi/description.ts';
import { isRelayed, refuseOwnRelay } from './relay.ts';
import type { Surface } from './surface.ts';

interface Relay {
  /** Names this run of this office. */
  readonly office: string;
  /** Whether only external servers have a model. */
  readonly isOutside: (model: string) => boolean;
}

interface GatewayParts {
  /** The first one takes what no other one claims. */
  readonly surfaces: readonly [Surface, ...Surface[]];
  readonly keys: Keys;
  readonly limits: KeyLimits;
  /** What may be done without a key, now; null, and left out: nothing. */
  readonly withoutKey?: () => KeylessLimits | null;
  /** How requests of other offices are met; left out: as those of programs. */
  readonly relay?: Relay;
  readonly clock: Clock;
  readonly log: Log;
}

export class Gateway implements HttpHandler {
  readonly #surfaces: GatewayParts['surfaces'];
  readonly #keys: Keys;
  readonly #limits: KeyLimits;
  readonly #withoutKey: () => KeylessLimits | null;
  readonly #relay: Relay | undefined;
  readonly #failedKeys: FailedTries;
  readonly #log: Log;
  readonly #description = new Description();

  constructor({ surfaces, keys, limits, withoutKey = () => null, relay, clock, log }: GatewayParts) {
    this.#surfaces = surfaces;
    this.#keys = keys;
    this.#limits = limits;
    this.#withoutKey = withoutKey;
    this.#relay = relay;
    this.#failedKeys = new FailedTries(clock, { most: 20, what: 'keys that are not known' });
    this.#log = log;
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
    const { writeError } = this.#surfaceOf(response.req);
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
    const path = pathOf(request);
    if (path === this.#description.path) return this.#description.send(request, response);
    // Some paths lead two ways: the surface that is spoken goes first.
    const routes = [this.#surfaceOf(request), ...this.#surfaces].flatMap((surface) => surface.routes);
    const there = routes.filter(({ matches }) => matches.test(path));
    const route = there.find(({ method }) => method === request.method);
    if (!route && there.length > 0) {
      const allowed = [...new Set(there.map(({ method }) => method))].join(', ');
      response.setHeader('allow', allowed);
      refuse('method_not_allowed', `${path.slice(0, 200)} takes ${allowed}, not ${request.method}.`);
    }
    if (!route) {
      const known = [...new Set(routes.map(({ method, path: shown }) => `${method} ${shown}`))].join(', ');
      return refuse('not_found', `There is no ${path.slice(0, 200)} here. There is: ${known}.`);
    }
    refuseOwnRelay(request, this.#relay?.office);
    const key = this.#keyOf(request);
    this.#limits.admit(key);
    const ownOnly = isRelayed(request) || key.id === keyless.id;
    const hides = (model: string): boolean => ownOnly && (this.#relay?.isOutside(model) ?? false);
    await route.serve({
      request,
      response,
      caller: { id: key.id, name: key.name, weight: callerWeights.key },
      ownOnly,
      allows: (model) => this.#limits.allows(key, model) && !hides(model),
      admitModel: (model, asked, answers = 1) => {
        this.#limits.admitModel(key, model, asked);
        // The first was admitted when it came.
        if (answers > 1) this.#limits.admit(key, answers - 1);
      },
      requestId,
      rest: route.matches.exec(path)?.[1] ?? '',
      signal,
    });
  }

  #keyOf(request: IncomingMessage): Key {
    const secret = bearerOf(request) ?? apiKeyOf(request);
    if (secret === null) {
      const open = showsNothing(request) ? this.#withoutKey() : null;
      if (open) return { ...keyless, called: 'Who shows no key', limits: { ...open, expiresAt: null } };
      return refuse('missing_key', 'The request has no key.');
    }
    const key = this.#keys.find(secret);
    if (key) return key;
    this.#failedKeys.count(request.socket.remoteAddress ?? '');
    return refuse('invalid_key', 'The key is not known, or was revoked.');
  }

  #surfaceOf(request: IncomingMessage): Surface {
    return this.#surfaces.find(({ claims }) => claims?.(request, pathOf(request))) ?? this.#surfaces[0];
  }
}

/** A header that cannot be read is not taken for none: somebody meant to show a key. Clients that insist on one send "Bearer". */
const showsNothing = ({ headers }: IncomingMessage): boolean =>
  /^(Bearer)? *$/i.test(headers.authorization ?? '') && (headers['x-api-key'] ?? '') === '';

/** As Anthropic's clients show their key. */
function apiKeyOf({ headers }: IncomingMessage): string | null {
  const shown = headers['x-api-key'];
  return typeof shown === 'string' && shown !== '' ? shown : null;
}

const pathOf = ({ url }: IncomingMessage): string => (url ?? '/').split('?', 1)[0] ?? '/';
