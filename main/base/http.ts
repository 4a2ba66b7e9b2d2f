/** Plain helpers for node:http, shared by the rooms that answer requests. */
import { once } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';

const lingerMs = 1000;

/**
 * Reads a whole body.
 * @throws ProblemError body_too_large as soon as the length is known to be over `limitBytes`, with nothing more kept.
 */
async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const sentence = `The body may have ${limitBytes / 1024 / 1024} MB at most.`;
  // Made when it is needed: an error gathers its stack, and each request comes through here.
  const tooLarge = (): ProblemError => new ProblemError(problem('body_too_large', sentence));
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  // Not `for await`: leaving it would destroy the socket before the refusal is written.
  await new Promise<void>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      request.removeAllListeners('data');
      reject(tooLarge());
    });
    request.once('end', resolve);
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new Error('the client went away in the middle of its request'));
    });
  });
  return Buffer.concat(chunks);
}

/** Reads a body as JSON. @throws ProblemError body_too_large or invalid_json. */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  const body = await readBody(request, limitBytes);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    const where = error instanceof SyntaxError ? ` (${error.message.slice(0, 120)})` : '';
    return refuse('invalid_json', body.length === 0 ? 'The body is empty.' : `The body is not valid JSON${where}.`);
  }
}

/**
 * Answers with JSON. When the request's body was not read to its end, the connection is closed after it: gently, since a socket
 * that is closed over unread bytes is reset, and the client would lose the answer.
 */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(value);
  const fixed = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
  const request = response.req;
  if (request.complete || !hasBody(request)) {
    response.writeHead(status, { ...fixed, ...headers });
    response.end(body);
    return;
  }
  response.writeHead(status, { ...fixed, ...headers, connection: 'close' });
  response.write(body);
  void hangUp(request, response);
}

/** Drops what the client still sends, for a moment, and then the connection. */
async function hangUp(request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.resume();
  await once(request, 'end', { signal: AbortSignal.timeout(lingerMs) }).catch(() => undefined);
  response.end();
  if (!request.complete) request.socket.destroySoon();
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The cookies of a Cookie header; the first of a name wins. Values are taken as they are. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, at)).trim();
    if (name !== '' && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}

/** The secret of an "Authorization: Bearer ..." header, or null. */
export const bearerOf = ({ headers }: IncomingMessage): string | null =>
  /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;
