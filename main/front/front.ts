/** The front: the one HTTP listener of the office. It checks who comes, and hands each request to its room. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Problem } from '../../contract/errors.ts';
import { problem, ProblemError } from '../../contract/problem.ts';
import type { HttpHandler } from '../base/http-handler.ts';
import { freePort } from './free-port.ts';
import { guard, type OwnNames } from './guard.ts';
import { pageHeaders } from './page-headers.ts';

interface FrontParts {
  /** Takes /v1/..., /api/... and their description: the LAN API. */
  readonly gateway: HttpHandler;
  /** Takes /join/...: what a PC needs that is to become a machine. */
  readonly join: HttpHandler;
  /** Takes /metrics: the office's figures for Prometheus. */
  readonly metrics: HttpHandler;
  /** Takes everything else: the window's API and its page. */
  readonly control: HttpHandler;
  /** Asked on each request, as addresses come and go. */
  readonly ownNames: () => OwnNames;
}

export class Front {
  readonly #parts: FrontParts;
  readonly #server: Server;
  #closing = false;

  constructor(parts: FrontParts) {
    this.#parts = parts;
    this.#server = createServer({
      // A request must have come whole in this time; answers may take as long as they like.
      headersTimeout: 15_000,
      requestTimeout: 60_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      noDelay: true,
    });
    this.#server.on('request', (request, response) => this.#take(request, response));
    this.#server.on('clientError', answerBroken);
  }

  /** Where it listens. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /**
   * @param host one address to listen on; left out: all of them. Port 0: any free one.
   * @throws ProblemError port_busy, with the next free port as its action.
   */
  async listen(port: number, host?: string): Promise<number> {
    try {
      this.#server.listen({ port, ...(host === undefined ? {} : { host }) });
      await once(this.#server, 'listening');
      return this.port;
    } catch (error) {
      throw await portProblem(error as NodeJS.ErrnoException, port, host);
    }
  }

  /** Takes no more requests; those that run may end within `graceMs`, then they are cut. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    const { gateway, join, metrics, control } = this.#parts;
    for (const room of [gateway, join, metrics, control]) room.drain?.();
    this.#server.closeIdleConnections();
    const cut = setTimeout(() => this.#server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(cut);
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const isApi = isBelow(path, '/v1') || isBelow(path, '/api');
    const room = this.#room(path);
    if (!isApi) for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    // A connection that was busy when closing began stays open otherwise, waiting for its next request.
    response.once('close', () => this.#closing && this.#server.closeIdleConnections());
    const refusal = this.#refusal(request, path);
    if (refusal) return room.refuse(response, refusal);
    room.handle(request, response);
  }

  #room(path: string): HttpHandler {
    const { gateway, join, metrics, control } = this.#parts;
    if (path === '/metrics') return metrics;
    if (path === '/openapi.json') return gateway;
    return isBelow(path, '/v1') || isBelow(path, '/api') ? gateway : isBelow(path, '/join') ? join : control;
  }

  #refusal({ socket, method, headers, rawHeaders }: IncomingMessage, path: string): Problem | null {
    if (this.#closing) return problem('shutting_down', 'The service is being stopped.');
    // A whole URL, as proxies are asked: rooms would read another path from it than the guard does.
    if (!path.startsWith('/') || /[\\#]/.test(path)) return problem('not_found', 'The address must be a plain path.');
    if (hostCount(rawHeaders) > 1) return problem('foreign_host', 'The request names several hosts.');
    const site = headers['sec-fetch-site'];
    const { host, origin } = headers;
    return guard(
      {
        remoteAddress: socket.remoteAddress,
        method: method ?? 'GET',
        path,
        host,
        origin,
        site: typeof site === 'string' ? site : undefined,
      },
      this.#parts.ownNames(),
    );
  }
}

const isBelow = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

const hostCount = (rawHeaders: readonly string[]): number =>
  rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;

/** What is no HTTP, or too slow, or has huge headers, never becomes a request: it is answered on the bare socket. */
function answerBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
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
}

async function portProblem(error: NodeJS.ErrnoException, port: number, host?: string): Promise<unknown> {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  const why = error.code === 'EACCES' ? 'may not be opened by this user' : 'is used by another program';
  const next = await freePort(error.code === 'EACCES' ? 8420 : port + 1, host);
  const action =
    next === null ? 'End that program, or choose another port.' : `Start with --port ${next}, which is free.`;
  return new ProblemError(problem('port_busy', `Port ${port} ${why}.`, { action }), { cause: error });
}
