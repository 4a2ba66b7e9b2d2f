/** The front: where the office listens, plainly and encrypted. It checks who comes, and hands each request to its room. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Problem } from '../../contract/errors.ts';
import { problem, ProblemError } from '../../contract/problem.ts';
import type { HttpHandler } from '../base/http-handler.ts';
import { Connections } from './connections.ts';
import { freePort } from './free-port.ts';
import { guard, type OwnNames } from './guard.ts';
import { httpsRule, type HttpsRule } from './https-rule.ts';
import { Listener, type ShownCertificate } from './listener.ts';
import { usualLimits, type ListenerLimits } from './listener-limits.ts';
import { pageHeaders } from './page-headers.ts';

interface FrontParts {
  /** Takes /v1/..., /api/... and their description: the LAN API. */
  readonly gateway: HttpHandler;
  /** Takes /join/...: what a PC needs that is to become a machine. */
  readonly join: HttpHandler;
  /** Takes /metrics: the office's figures for Prometheus. */
  readonly metrics: HttpHandler;
  /** Takes /ca.crt and /ca.cer: what a PC must trust for HTTPS. */
  readonly ca: HttpHandler;
  /** Takes everything else: the window's API and its page. */
  readonly control: HttpHandler;
  /** Asked on each request, as addresses come and go. */
  readonly ownNames: () => OwnNames;
  /** Asked on each plain request: whether other PCs must come by HTTPS. */
  readonly requireHttps: () => boolean;
  /** Asked for each connection: whether someone at this address may use the office at all. Left out: everybody, as far as the guard goes. */
  readonly serves?: (address: string) => boolean;
  /** In place of the usual ones. */
  readonly limits?: Partial<ListenerLimits>;
}

export class Front {
  readonly #parts: FrontParts;
  readonly #limits: ListenerLimits;
  readonly #connections: Connections;
  readonly #plain: Listener;
  #secure: Listener | null = null;
  #closing = false;

  constructor(parts: FrontParts) {
    this.#parts = parts;
    this.#limits = { ...usualLimits, ...parts.limits };
    this.#connections = new Connections(this.#limits);
    this.#plain = this.#listener(null);
  }

  /** Where it listens. */
  get port(): number {
    return this.#plain.port;
  }

  /** Where it listens for HTTPS; null: nowhere. */
  get securePort(): number | null {
    return this.#secure?.listening ? this.#secure.port : null;
  }

  /**
   * @param host one address to listen on; left out: all of them. Port 0: any free one.
   * @throws ProblemError port_busy, with the next free port as its action.
   */
  async listen(port: number, host?: string): Promise<number> {
    try {
      return await this.#plain.listen(port, host);
    } catch (error) {
      throw await portProblem(error as NodeJS.ErrnoException, port, host);
    }
  }

  /** Listens for HTTPS beside that, for the same rooms. @throws ProblemError https_port_busy; the plain port goes on */
  async listenSecurely(port: number, host: string | undefined, certificate: ShownCertificate): Promise<number> {
    const secure = this.#listener(certificate);
    try {
      await secure.listen(port, host);
    } catch (error) {
      throw httpsPortProblem(error as NodeJS.ErrnoException, port);
    }
    this.#secure = secure;
    return secure.port;
  }

  /** What is shown to new connections from now on. */
  show(certificate: ShownCertificate): void {
    this.#secure?.show(certificate);
  }

  /** Closes what is open to those who may use the office no more, whatever it carries. */
  cutOff(): void {
    const { serves } = this.#parts;
    if (serves) this.#connections.cutOff((address) => !serves(address));
  }

  /** Takes no more requests; those that run may end within `graceMs`, then they are cut. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    const listeners = this.#listeners.filter(({ listening }) => listening);
    const closed = listeners.map((listener) => listener.close(graceMs));
    if (listeners.length > 0) for (const room of this.#rooms) room.drain?.();
    for (const listener of listeners) listener.closeIdle();
    await Promise.all(closed);
  }

  #listener(certificate: ShownCertificate | null): Listener {
    const take = this.#take.bind(this);
    const { serves = () => true } = this.#parts;
    return new Listener({ certificate, take, serves, connections: this.#connections, limits: this.#limits });
  }

  get #listeners(): Listener[] {
    return this.#secure ? [this.#plain, this.#secure] : [this.#plain];
  }

  get #rooms(): HttpHandler[] {
    const { gateway, join, metrics, ca, control } = this.#parts;
    return [gateway, join, metrics, ca, control];
  }

  #take(request: IncomingMessage, response: ServerResponse, tooMany: Problem | null): void {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const isApi = isBelow(path, '/v1') || isBelow(path, '/api');
    const room = this.#room(path);
    if (!isApi) for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    // A connection that was busy when closing began stays open otherwise, waiting for its next request.
    response.once('close', () => this.#closing && this.#listeners.forEach((listener) => listener.closeIdle()));
    if (tooMany) response.setHeader('connection', 'close');
    const refusal = tooMany ?? this.#refusal(request, path);
    if (refusal) return room.refuse(response, refusal);
    const rule = this.#httpsRule(request);
    if (rule.do === 'refuse') return room.refuse(response, rule.problem);
    if (rule.do === 'redirect') {
      // A browser would keep a permanent one beyond the day on which the office changes its mind.
      response.writeHead(308, { location: rule.to, 'cache-control': 'no-store', 'content-length': 0 }).end();
      return;
    }
    room.handle(request, response);
  }

  #httpsRule({ socket, method, url, headers }: IncomingMessage): HttpsRule {
    if (isEncrypted(socket) || !this.#parts.requireHttps()) return { do: 'serve' };
    const asked = { remoteAddress: socket.remoteAddress, method: method ?? 'GET', url: url ?? '/' };
    return httpsRule({ ...asked, host: headers.host ?? '' }, this.securePort);
  }

  #room(path: string): HttpHandler {
    const { gateway, join, metrics, ca, control } = this.#parts;
    if (path === '/metrics') return metrics;
    if (path === '/ca.crt' || path === '/ca.cer') return ca;
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
        encrypted: isEncrypted(socket),
      },
      this.#parts.ownNames(),
    );
  }
}

const isBelow = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

const isEncrypted = (socket: Socket): boolean => 'encrypted' in socket;

const hostCount = (rawHeaders: readonly string[]): number =>
  rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;

async function portProblem(error: NodeJS.ErrnoException, port: number, host?: string): Promise<unknown> {
  if (error.code === 'EADDRNOTAVAIL') {
    const sentence = `This PC has no address ${host}, at which the office shall be reached.`;
    const action = 'Set lan.host in settings.json to an address of this PC, or to 0.0.0.0 for all of them.';
    return new ProblemError(problem('settings_invalid', sentence, { action }), { cause: error });
  }
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  const why = error.code === 'EACCES' ? 'may not be opened by this user' : 'is used by another program';
  const next = await freePort(error.code === 'EACCES' ? 8420 : port + 1, host);
  const action =
    next === null ? 'End that program, or choose another port.' : `Start with --port ${next}, which is free.`;
  return new ProblemError(problem('port_busy', `Port ${port} ${why}.`, { action }), { cause: error });
}

function httpsPortProblem(error: NodeJS.ErrnoException, port: number): unknown {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  const why = error.code === 'EACCES' ? 'may not be opened by this user' : 'is used by another program';
  return new ProblemError(problem('https_port_busy', `Port ${port}, for HTTPS, ${why}.`), { cause: error });
}
