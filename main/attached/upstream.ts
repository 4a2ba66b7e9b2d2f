/**
 * One call to an external server. Plain node:http: a certificate of its own for each server, no redirect followed by itself, and a
 * limit on all that comes, as the other end is a stranger.
 */
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { jsonOrNull } from '../../common/json-or-null.ts';
import { readText } from '../../common/read-text.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import { relayHeader } from '../../contract/relay.ts';
import { problemOfStatus } from './problem-of-status.ts';
import type { ServerRecord } from '../ledger/attached-book.ts';
import { isDistrust, trustOf } from './trust.ts';

export type UpstreamTarget = Pick<ServerRecord, 'name' | 'url' | 'key' | 'certificate'>;

interface UpstreamCall {
  readonly method: 'GET' | 'POST';
  /** Behind the API's root: "/models". A whole address: as it is. */
  readonly path: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

const mostErrorBytes = 64 * 1024;
/** Of a list of models, or of vectors. */
const mostJsonBytes = 64 * 1024 * 1024;
const connectMs = 5_000;

export class Upstream {
  readonly #target: UpstreamTarget;
  readonly #office: string;

  /** @param office names this run of this office */
  constructor(target: UpstreamTarget, office: string) {
    this.#target = target;
    this.#office = office;
  }

  /**
   * Sends a request and waits for the head of its answer.
   * @throws ProblemError for every way in which that may fail; the signal's reason
   */
  async open(call: UpstreamCall): Promise<IncomingMessage> {
    const response = await this.#send(call);
    const { statusCode: status = 0, headers } = response;
    if (status >= 200 && status < 300) return response;
    const text = await readText(response, mostErrorBytes).catch(() => '');
    throw new ProblemError(problemOfStatus(this.#target.name, { status, headers, body: jsonOrNull(text) }));
  }

  /** The same, with its whole answer as JSON. @throws ProblemError */
  async json(call: UpstreamCall, mostBytes = mostJsonBytes): Promise<unknown> {
    const response = await this.open(call);
    const text = await readText(response, mostBytes).catch((error: unknown) => {
      call.signal.throwIfAborted();
      if (error instanceof RangeError) return refuse('attached_failed', `${this.#target.name} sent too much.`);
      return this.#lost(error);
    });
    return jsonOrNull(text) ?? refuse('attached_failed', `What ${this.#target.name} sent is no JSON.`);
  }

  async #send({ method, path, body, signal }: UpstreamCall): Promise<IncomingMessage> {
    signal.throwIfAborted();
    const { url, key, certificate } = this.#target;
    const whole = new URL(path.startsWith('/') ? `${url}${path}` : path);
    const sent = body === undefined ? null : JSON.stringify(body);
    const options = {
      method,
      signal,
      headers: {
        accept: 'application/json, text/event-stream',
        [relayHeader]: this.#office,
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(sent === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
      },
      maxHeaderSize: 32 * 1024,
      // A connection that was kept may have been closed there at the same moment, and the request would be lost with it.
      agent: false as const,
    };
    const asking =
      whole.protocol === 'https:'
        ? https.request(whole, { ...options, ...trustOf(certificate) })
        : http.request(whole, options);
    const connecting = setTimeout(() => asking.destroy(new Error('it takes no connection')), connectMs);
    asking.once('socket', (socket) =>
      socket.once(whole.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting)),
    );
    asking.end(sent ?? undefined);
    try {
      const [response] = (await once(asking, 'response')) as [IncomingMessage];
      return response;
    } catch (error) {
      signal.throwIfAborted();
      return this.#lost(error);
    } finally {
      clearTimeout(connecting);
      // What breaks later is seen where the answer is read.
      asking.on('error', () => undefined);
    }
  }

  #lost(error: unknown): never {
    const { name } = this.#target;
    const code = (error as NodeJS.ErrnoException).code;
    if (isDistrust(code)) {
      const sentence = `The certificate of ${name} is not trusted (${code}).`;
      throw new ProblemError(problem('attached_certificate', sentence), { cause: error });
    }
    const why = code ?? (error instanceof Error ? error.message : 'unknown');
    throw new ProblemError(problem('attached_unreachable', `${name} cannot be reached (${why.slice(0, 80)}).`), {
      cause: error,
    });
  }
}
