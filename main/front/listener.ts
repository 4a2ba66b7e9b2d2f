/** One port that the office listens on, plain or encrypted: its limits, and what never becomes a request. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import type { Connections } from './connections.ts';
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
  /** Shared with the other listeners. */
  readonly connections: Connections;
  readonly limits: ListenerLimits;
}

export class Listener {
  readonly #server: Server | SecureServer;
  readonly #connections: Connections;

  constructor({ certificate, take, connections, limits }: ListenerParts) {
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

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** @throws what the system says */
  async listen(port: number, host?: string): Promise<number> {
    this.#server.listen({ port, ...(host === undefined ? {} : { host }) });
    await once(this.#server, 'listening');
    return this.port;
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
    this.#server.closeIdleConnections();
    const cut = setTimeout(() => this.#server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(cut);
  }
}

const pemPair = ({ key, certificate }: ShownCertificate) => ({ key, cert: certificate });

/** How long a client has to read why it is cut off. */
const lingerMs = 1_000;

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
  const body = JSON.stringify({ error: problem('invalid_request', reason) });
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
