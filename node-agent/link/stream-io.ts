/** JSON in and out of the tunnel’s HTTP/2 streams. */
import { once } from 'node:events';
import type { ServerHttp2Stream } from 'node:http2';
import type { z } from 'zod';
import { toLine } from '../../contract/lines.ts';
import { ProblemError, refuse, toProblem } from '../../contract/problem.ts';

const maxBodyBytes = 8 * 1024 * 1024;

/**
 * The JSON body of a request, checked.
 * @throws ProblemError body_too_large, invalid_json or invalid_request with the path of the wrong field
 */
export async function readBody<Schema extends z.ZodType>(
  stream: ServerHttp2Stream,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read to its end all the same: a stream that is reset over unread data spoils the session's own accounts in Node.
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  if (bytes > maxBodyBytes) refuse('body_too_large', `The body has over ${maxBodyBytes / 1024 / 1024} MB.`);
  const checked = schema.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const param = issue?.path.join('.') ?? '';
  return refuse('invalid_request', `${param || 'The body'}: ${issue?.message ?? 'is wrong'}.`, { param });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('invalid_json', 'The body is not JSON.');
  }
}

export function sendJson(stream: ServerHttp2Stream, status: number, value: unknown): void {
  if (stream.destroyed || stream.headersSent) return;
  if (status === 204) return stream.respond({ ':status': status }, { endStream: true });
  stream.respond({ ':status': status, 'content-type': 'application/json' });
  stream.end(JSON.stringify(value));
}

/** Any thrown value as a refusal: a Problem with the status of its code. */
export function sendProblem(stream: ServerHttp2Stream, error: unknown): void {
  const found = toProblem(error);
  sendJson(stream, new ProblemError(found).status, found);
}

export function startLines(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 200, 'content-type': 'application/x-ndjson' });
}

/** Writes one line; while the reader is slow, waits. @throws AbortError when the stream closes meanwhile */
export async function writeLine(stream: ServerHttp2Stream, value: unknown, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!stream.write(toLine(value))) await once(stream, 'drain', { signal });
}
