/** What a PC of the office can have without a key: the join page, the scripts that install the agent, and the agent itself. */
import { createReadStream } from 'node:fs';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { plainAddress } from '../../../common/address.ts';
import type { Log } from '../../../common/log.ts';
import { problem, ProblemError, refuse, toProblem } from '../../../contract/problem.ts';
import { forVisitor } from '../../../words/visitors.ts';
import type { HttpHandler } from '../../base/http-handler.ts';
import type { JoinTarget } from './join-commands.ts';
import type { JoinOffer } from './join-offer.ts';
import { joinCss } from './page/join-css.ts';
import { joinHtml } from './page/join-html.ts';
import { joinJs } from './page/join-js.ts';
import { refuseVisitor } from './refuse-visitor.ts';
import { visitorSystem } from './visitor-system.ts';

interface JoinPagesOptions {
  readonly offer: JoinOffer;
  readonly officeName: () => string;
  /** Where agents dial. */
  readonly agentsPort: () => number;
  /** Where these pages are served without encryption: a PC that joins has no certificate yet. Left out: where they are asked for. */
  readonly plainPort?: () => number;
  readonly log: Log;
  /** How long a download may stand still, in milliseconds. */
  readonly stallMs?: number;
}

/** More at once would keep the disk from what else the coordinator does; nobody takes all of them for himself. */
const mostDownloads = { total: 16, perAddress: 4 };
/** A download that moves no byte for so long is ended: it keeps a place from others. */
const usualStallMs = 30_000;

/** Takes /join and all below it. Secret-free: a token is in no address that it is asked for. */
export class JoinPages implements HttpHandler {
  readonly #options: JoinPagesOptions;
  readonly refuse = refuseVisitor;
  /** Addresses of those who download now. */
  readonly #downloads: string[] = [];

  constructor(options: JoinPagesOptions) {
    this.#options = options;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    this.#answer(request, response, gone.signal).catch((error: unknown) => {
      if (gone.signal.aborted) return;
      if (!(error instanceof ProblemError)) this.#options.log.error({ err: error }, 'the join page failed');
      this.refuse(response, toProblem(error));
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const { offer } = this.#options;
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      refuse('method_not_allowed', 'Only GET and HEAD are answered here.');
    }
    if (path === '/join' || path === '/join/') return this.#page(request, response, signal);
    if (path === '/join/page.css') return send(response, 200, 'text/css; charset=utf-8', joinCss);
    if (path === '/join/page.js') return send(response, 200, 'text/javascript; charset=utf-8', joinJs);
    const system = offer.systemAt(path);
    if (system) {
      const { text } = await offer.script(system, signal);
      return send(response, 200, 'text/plain; charset=utf-8', text);
    }
    const name = /^\/join\/files\/([^/]+)$/.exec(path)?.[1];
    if (name !== undefined) return this.#file(decoded(name), request, response, signal);
    refuse('not_found', `There is no ${path.slice(0, 100)} here.`);
  }

  async #page(request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const { offer, officeName, agentsPort, plainPort } = this.#options;
    // The front has checked that it is one of this PC's own names.
    const host = request.headers.host ?? refuse('foreign_host', 'The request names no host.');
    const name = host.replace(/:\d+$/, '');
    const target: JoinTarget = {
      http: 'encrypted' in request.socket && plainPort ? `http://${name}:${plainPort()}` : `http://${host}`,
      coordinators: [`${name}:${agentsPort()}`],
    };
    const [asking, joining] = await Promise.all([
      offer.lines(target, null, signal),
      offer.lines(target, 'TOKEN', signal),
    ]);
    const system = visitorSystem(request.headers['user-agent']);
    const visitor = forVisitor(request.headers['accept-language']);
    const html = joinHtml({ officeName: officeName(), target, system, asking, joining, ...visitor });
    response.setHeader('vary', 'Accept-Language, User-Agent');
    send(response, 200, 'text/html; charset=utf-8', html);
  }

  async #file(name: string, request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const info = await this.#options.offer.file(name, signal);
    if (!info) refuse('not_found', `There is no file of this name here: ${JSON.stringify(name.slice(0, 100))}.`);
    const tag = `"${info.sha256}"`;
    const headers: OutgoingHttpHeaders = {
      'content-type': 'application/octet-stream',
      'content-length': info.size,
      'cache-control': 'no-cache',
      etag: tag,
    };
    if (request.headers['if-none-match'] === tag) return void response.writeHead(304, { etag: tag }).end();
    if (request.method === 'HEAD') return void response.writeHead(200, headers).end();
    const address = plainAddress(request.socket.remoteAddress ?? '');
    const own = this.#downloads.filter((one) => one === address).length;
    if (this.#downloads.length >= mostDownloads.total || own >= mostDownloads.perAddress) {
      const sentence = `${this.#downloads.length} downloads run at this moment.`;
      throw new ProblemError(problem('overloaded', sentence, { retryAfter: 30 }));
    }
    this.#downloads.push(address);
    response.setTimeout(this.#options.stallMs ?? usualStallMs, () => response.destroy());
    try {
      response.writeHead(200, headers);
      await pipeline(createReadStream(info.file, { highWaterMark: 256 * 1024 }), response, { signal });
    } finally {
      this.#downloads.splice(this.#downloads.indexOf(address), 1);
    }
  }
}

/** What cannot be decoded is no name of ours. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': type, 'content-length': length, 'cache-control': 'no-cache' });
  // Node leaves the body out where HEAD was asked.
  response.end(text);
}
