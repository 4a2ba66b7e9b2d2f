/**
 * An OpenAI-compatible server of paper. What it writes and what goes wrong with it is said over its own door:
 *
 *   POST /script   UpstreamScript
 *   GET  /seen     the bodies of the requests that came, with their paths and headers
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { json } from 'node:stream/consumers';
import { beforeHead, UpstreamFaults, type UpstreamFault, type UpstreamScript } from './upstream-faults.ts';

export interface UpstreamModel {
  readonly id: string;
  readonly kind: 'chat' | 'embedding';
  /** Tokens; a word is one. */
  readonly context: number;
}

interface Asked {
  readonly model: string;
  readonly messages?: readonly { readonly role: string; readonly content: string }[];
  readonly prompt?: string;
  readonly input?: readonly string[];
  readonly stream?: boolean;
  readonly stop?: readonly string[];
  readonly max_tokens?: number;
}

/** What one kind of server does in its own way. */
export interface UpstreamShape {
  readonly listed: (model: UpstreamModel) => unknown;
  /** The chunks of an answer, but for what goes wrong. */
  readonly chunks: (model: string, pieces: readonly string[], end: { reason: string; usage: unknown }) => unknown[];
  readonly refusal: (status: number, message: string) => unknown;
  /** Questions beside OpenAI's. Undefined: there is nothing at this path. */
  readonly other?: (path: string, body: unknown, models: readonly UpstreamModel[]) => unknown;
  readonly checksKey: boolean;
}

export interface UpstreamOptions {
  readonly models: readonly UpstreamModel[];
  readonly key?: string | null;
  readonly port?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
}

interface Seen {
  readonly path: string;
  readonly body: Asked;
  readonly headers: IncomingMessage['headers'];
}

export class FakeUpstream {
  readonly faults = new UpstreamFaults();
  readonly seen: Seen[] = [];
  /** The most requests that it had at once. */
  mostAtOnce = 0;
  /** How often it was asked for its models. */
  lists = 0;
  models: readonly UpstreamModel[];
  #now = 0;
  readonly #shape: UpstreamShape;
  readonly #key: string | null;
  readonly #tls: UpstreamOptions['tls'];
  readonly #server: Server;

  constructor(shape: UpstreamShape, { models, key = null, tls }: UpstreamOptions) {
    this.#shape = shape;
    this.models = models;
    this.#key = key;
    this.#tls = tls;
    const serve = (request: IncomingMessage, response: ServerResponse): void => {
      this.#serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    };
    this.#server = tls ? createTlsServer(tls, serve) : createServer(serve);
  }

  /** @returns the address of its API */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `http${this.#tls ? 's' : ''}://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  script(said: UpstreamScript): void {
    this.faults.script(said);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const body = request.method === 'POST' ? ((await json(request)) as Asked) : { model: '' };
    if (path === '/script') {
      this.faults.script(body);
      return send(response, 204, null);
    }
    if (path === '/seen') return send(response, 200, this.seen);
    if (path === '/v1/models') this.lists += 1;
    const given = request.headers.authorization;
    if (this.#key !== null && this.#shape.checksKey && given !== `Bearer ${this.#key}`) {
      return send(response, 401, { error: 'Unauthorized' });
    }
    const fault = path.startsWith('/v1/') ? this.faults.take(path === '/v1/models') : null;
    if (fault && beforeHead.has(fault.kind)) return this.#failAtOnce(response, fault);
    if (fault?.kind === 'slow') await sleep(fault.ms);
    if (path === '/v1/models')
      return send(response, 200, { object: 'list', data: this.models.map(this.#shape.listed) });
    const other = this.#shape.other?.(path, body, this.models);
    if (other !== undefined) return send(response, 200, other);
    this.seen.push({ path, body, headers: request.headers });
    this.#now += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#now);
    try {
      await this.#answer(path, body, response, fault);
    } finally {
      this.#now -= 1;
    }
  }

  async #answer(path: string, body: Asked, response: ServerResponse, fault: UpstreamFault | null): Promise<void> {
    const model = this.models.find(({ id }) => id === body.model);
    if (!model) return send(response, 404, this.#shape.refusal(404, `The model \`${body.model}\` does not exist.`));
    if (path === '/v1/embeddings') return this.#embed(model, body, response, fault);
    if (path !== '/v1/chat/completions' && path !== '/v1/completions')
      return send(response, 404, { detail: 'Not Found' });
    const prompt = body.prompt ?? (body.messages ?? []).map(({ content }) => content).join('\n');
    const promptTokens = wordsOf(prompt).length;
    if (promptTokens + (body.max_tokens ?? 0) > model.context) {
      const message = `This model's maximum context length is ${model.context} tokens. However, you requested ${promptTokens} tokens.`;
      return send(response, 400, this.#shape.refusal(400, message));
    }
    const whole = this.faults.answer ?? `You said: ${prompt.split('\n').at(-1)}`;
    const stop = (body.stop ?? []).map((one) => whole.indexOf(one)).filter((at) => at >= 0);
    const all = wordsOf(stop.length > 0 ? whole.slice(0, Math.min(...stop)) : whole);
    const pieces = all.slice(0, body.max_tokens);
    const usage = {
      prompt_tokens: promptTokens,
      completion_tokens: pieces.length,
      total_tokens: promptTokens + pieces.length,
    };
    const reason = pieces.length < all.length ? 'length' : 'stop';
    const chunks = this.#shape.chunks(body.model, pieces, { reason, usage });
    if (path === '/v1/completions') await this.#stream(asText(chunks), response, fault);
    else await this.#stream(chunks, response, fault);
  }

  async #stream(chunks: readonly unknown[], response: ServerResponse, fault: UpstreamFault | null): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    let pieces = 0;
    for (const chunk of chunks) {
      const hasText = /"(content|text|reasoning_content)":"[^"]/.test(JSON.stringify(chunk));
      if (fault && fault.kind !== 'slow' && hasText && pieces === fault.pieces) return this.#failNow(response, fault);
      if (hasText) {
        pieces += 1;
        if (this.faults.pieceMs > 0) await sleep(this.faults.pieceMs);
      }
      if (response.destroyed) return;
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    }
    response.end('data: [DONE]\n\n');
  }

  #embed(model: UpstreamModel, { input = [] }: Asked, response: ServerResponse, fault: UpstreamFault | null): void {
    if (fault?.kind === 'malformed') return void response.writeHead(200).end('{"data": [');
    if (fault?.kind === 'drop') return void response.destroy();
    const tokens = input.reduce((sum, text) => sum + wordsOf(text).length, 0);
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
    send(response, 200, {
      object: 'list',
      data,
      model: model.id,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    });
  }

  #failAtOnce(response: ServerResponse, { kind, retryAfter }: UpstreamFault): void {
    if (kind === 'hang') return;
    if (kind === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>');
    const headers = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
    const [status, words] = atOnce[kind] ?? [500, 'It broke'];
    send(response, status, this.#shape.refusal(status, words), headers);
  }

  #failNow(response: ServerResponse, { kind }: UpstreamFault): void {
    if (kind === 'stall') return;
    // Behind what was written: cut at once, that would never leave.
    if (kind === 'drop') return void response.write(': cut\n\n', () => response.destroy());
    if (kind === 'malformed') return void response.end('data: {"choices": [{"delta": \n\n');
    if (kind === 'error')
      return void response.end(`data: ${JSON.stringify(this.#shape.refusal(500, 'It ran out of memory'))}\n\n`);
    response.end();
  }
}

const atOnce: Partial<Record<UpstreamFault['kind'], readonly [number, string]>> = {
  busy: [503, 'Server is overloaded'],
  refused: [400, 'It does not like this'],
  key: [401, 'Unauthorized'],
};

/** Words with the blanks before them: what this server takes for tokens. */
const wordsOf = (text: string): string[] => text.match(/\s*\S+/g) ?? [];

/** Three values that tell texts apart. */
const vectorOf = (text: string): number[] => [
  text.length + 1,
  Buffer.from(text).reduce((sum, byte) => sum + byte, 0),
  1,
];

/** Chunks of a chat as those of a text. */
const asText = (chunks: readonly unknown[]): unknown[] =>
  chunks.map((chunk) => {
    const { choices = [], ...rest } = chunk as { choices?: { delta?: { content?: string }; finish_reason: unknown }[] };
    return { ...rest, choices: choices.map(({ delta, ...choice }) => ({ ...choice, text: delta?.content ?? '' })) };
  });

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === null ? '' : JSON.stringify(body));
}
