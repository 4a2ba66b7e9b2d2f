/** One port that the office listens on, plain or encrypted: its limits, and what never becomes a request. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import { answerBare } from './bare-answer.ts';
import type { Connections } from './connections.ts';
import { Gate } from './gate.ts';
import type { ListenerLimits } from './listener-limits.ts';

/** Both PEM. */
export interface ShownCertificate {
  readonly key: string;
  readonly certificate: string;
}

/** @param refusal why nothing on this connection is carried out; null: nothing is in the way */
type Take = (request: IncomingMessage, response: ServerResponse, refusal: Problem | null) => void;

interface ListenerParts {
  /** What it shows; null: it is not encrypted. */
  readonly certificate: ShownCertificate | null;
  readonly take: Take;
  /** Whether someone at this address may use the office at all. */
  readonly serves: (address: string) => boolean;
  /** Shared with the other listeners. */
  readonly connections: Connections;
  readonly limits: ListenerLimits;
}

export class Listener {
  readonly #server: Server | SecureServer;
  readonly #connections: Connections;
  readonly #gate: Gate;
  #port = 0;

  constructor({ certificate, take, serves, connections, limits }: ListenerParts) {
    this.#connections = connections;
    const { headersMs, requestMs, checkEveryMs, handshakeMs, keepAliveMs, stallMs, headerBytes } = limits;
    const options = {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkEveryMs,
      keepAliveTimeout: keepAliveMs,
      maxHeaderSize: headerBytes,
      noDelay: true,
    };
    this.#server = certificate
      ? createSecureServer({
          ...options,
          ...pemPair(certificate),
          minVersion: 'TLSv1.2',
          handshakeTimeout: handshakeMs,
        })
      : createServer(options);
    this.#server.timeout = stallMs;
    this.#server.on('connection', (socket: Socket) => this.#connections.take(socket));
    this.#gate = new Gate({ serves, encrypted: certificate !== null });
    this.#gate.guard(this.#server);
    this.#server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#connections.begin(request, response);
      take(request, response, this.#connections.refusalOf(request.socket));
    });
    this.#server.on('timeout', (socket: Socket) => {
      if (this.#connections.isIdle(socket)) socket.destroy();
    });
    this.#server.on('clientError', answerBroken);
  }

  get listening(): boolean {
    return this.#server.listening;
  }

  /** The one it listens on, or did until it was closed: rooms that are closed after it may still ask. */
  get port(): number {
    return this.#port;
  }

  /** @throws what the system says */
  async listen(port: number, host?: string): Promise<number> {
    this.#server.listen({ port, ...(host === undefined ? {} : { host }) });
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return this.#port;
  }

  /** What new connections are shown; those that are open stay as they are. */
  show(certificate: ShownCertificate): void {
    if ('setSecureContext' in this.#server)
      this.#server.setSecureContext({ ...pemPair(certificate), minVersion: 'TLSv1.2' });
  }

  closeIdle(): void {
    this.#server.closeIdleConnections();
  }

  /** Takes no more requests; those that run may end within `graceMs`, then they are cut. */
  async close(graceMs: number): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#gate.close();
    this.#server.closeIdleConnections();
    const cut = setTimeout(() => this.#server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(cut);
  }
}

const pemPair = ({ key, certificate }: ShownCertificate) => ({ key, cert: certificate });

/** What is no HTTP, or too slow, or has huge headers, never becomes a request: it is answered on the bare socket. */
function answerBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  const wasTls = error.code?.startsWith('ERR_SSL') || error.code?.startsWith('ERR_TLS');
  if (wasTls || error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, reason] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'The headers are over 16 KB.']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'The request did not come whole in time.']
        : ['400 Bad Request', 'This is not valid HTTP.'];
  answerBare(socket, status, problem('invalid_request', reason));
}
