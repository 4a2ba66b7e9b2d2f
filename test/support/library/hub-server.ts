/**
 * A server with the layout of the Hugging Face hub, on loopback: one port answers /OWNER/NAME/resolve/REVISION/FILE and sends on to
 * another, which has the bytes. What a test wants to go wrong, it says beforehand.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import { onTestFinished } from 'vitest';

/** What becomes of one request for bytes, in place of an answer. */
type Trouble =
  /** So many bytes, and then the connection breaks. */
  | { readonly cutAfter: number }
  /** So many bytes, and then nothing more until `release` is called: then the rest, or the end of the connection. */
  | { readonly holdAfter: number; readonly cut?: boolean }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** These bytes in place of the right ones. */
  | { readonly send: Buffer }
  /** The whole file, though a part was asked for. */
  | { readonly whole: true };

interface Asked {
  readonly host: 'hub' | 'store';
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly authorization: string | undefined;
}

export class HubServer {
  readonly asked: Asked[] = [];
  /** Taken one after the other by requests for bytes. */
  readonly troubles: Trouble[] = [];
  /** What the hub itself answers in place of sending on. */
  refusal: { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | null = null;
  /** The hub tells the hash and the size of each file. */
  tellsHash = true;
  /** The store tells the length of what it sends. */
  tellsLength = true;
  /** What the hub says of the size. */
  claimedSize: number | null = null;
  /** The store's etag of a file, for each request. Null: it gives none. */
  etag: (sha256: string) => string | null = (sha256) => `"store-${sha256.slice(0, 8)}"`;
  /** Without: the hub has the bytes itself. */
  sendsOn = true;
  readonly #files = new Map<string, Buffer>();
  readonly #ports: { hub: number; store: number };
  readonly #held: (() => void)[] = [];

  private constructor(ports: { hub: number; store: number }) {
    this.#ports = ports;
  }

  static async open(): Promise<HubServer> {
    const ports = { hub: 0, store: 0 };
    const hub = new HubServer(ports);
    const app = express().disable('x-powered-by').disable('etag');
    app.get('/:owner/:name/resolve/:revision/*path', (request, response) => hub.#resolve(request, response));
    const store = express().disable('x-powered-by').disable('etag');
    store.get('/blobs/*path', (request, response) => hub.#blob('store', request, response));
    const servers = await Promise.all([listen(app), listen(store)]);
    [ports.hub, ports.store] = servers.map(({ port }) => port) as [number, number];
    onTestFinished(() => {
      hub.release();
      for (const { server } of servers) server.closeAllConnections();
      for (const { server } of servers) server.close();
    });
    return hub;
  }

  get endpoint(): URL {
    return new URL(`http://127.0.0.1:${this.#ports.hub}/`);
  }

  /** @param path "OWNER/NAME/FILE" */
  put(path: string, bytes: Buffer): void {
    this.#files.set(path, bytes);
  }

  /** Lets answers go on that were held. */
  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  /** Requests for bytes of a file. */
  get loads(): Asked[] {
    return this.asked.filter(({ host }) => host === (this.sendsOn ? 'store' : 'hub'));
  }

  #resolve(request: Request, response: Response): void {
    const { owner, name, path } = request.params as { owner: string; name: string; path: unknown };
    const file = `${owner}/${name}/${[path].flat().join('/')}`;
    if (!this.sendsOn) return void this.#blob('hub', request, response, file);
    this.#note('hub', request);
    if (this.refusal) return void response.status(this.refusal.status).set(this.refusal.headers).end('refused');
    const bytes = this.#files.get(file);
    if (!bytes) return void response.status(404).set('X-Error-Code', 'EntryNotFound').end();
    this.#tell(response, bytes);
    response.redirect(302, `http://127.0.0.1:${this.#ports.store}/blobs/${file}?signed=yes`);
  }

  #tell(response: Response, bytes: Buffer): void {
    if (!this.tellsHash) return;
    const size = String(this.claimedSize ?? bytes.length);
    response.set({ 'X-Linked-ETag': `"${sha256Of(bytes)}"`, 'X-Linked-Size': size, 'X-Repo-Commit': 'c0ffee' });
  }

  async #blob(host: Asked['host'], request: Request, response: Response, path?: string): Promise<void> {
    this.#note(host, request);
    const bytes = this.#files.get(path ?? request.path.slice('/blobs/'.length)) ?? Buffer.alloc(0);
    if (host === 'hub') this.#tell(response, bytes);
    const trouble = this.troubles.shift();
    if (trouble && 'status' in trouble) return void response.status(trouble.status).set(trouble.headers).end();
    const etag = this.etag(sha256Of(bytes));
    if (etag !== null) response.set('ETag', etag);
    const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
    const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const from = asked && isSame && !(trouble && 'whole' in trouble) ? Number(asked[1]) : 0;
    if (from > 0 && from >= bytes.length) return void response.status(416).end();
    const sent = trouble && 'send' in trouble ? trouble.send : bytes.subarray(from);
    response.status(from > 0 ? 206 : 200).set('Content-Type', 'application/octet-stream');
    if (from > 0) response.set('Content-Range', `bytes ${from}-${bytes.length - 1}/${bytes.length}`);
    if (this.tellsLength) response.set('Content-Length', String(bytes.length - from));
    if (trouble && 'cutAfter' in trouble) {
      response.write(sent.subarray(0, trouble.cutAfter), () => request.socket.destroy());
    } else if (trouble && 'holdAfter' in trouble) {
      response.write(sent.subarray(0, trouble.holdAfter));
      await new Promise<void>((go) => this.#held.push(go));
      if (trouble.cut) request.socket.destroy();
      else response.end(sent.subarray(trouble.holdAfter));
    } else {
      response.end(sent);
    }
  }

  #note(host: Asked['host'], { path, headers }: Request): void {
    const { range, authorization } = headers;
    this.asked.push({ host, path, range, ifRange: headers['if-range'] as string | undefined, authorization });
  }
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function listen(app: Express): Promise<{ server: Server; port: number }> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}
