/** The calls of the bulk socket: the coordinator brings files. */
import type { IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Log } from '../../common/log.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import { sendJson, sendProblem } from './stream-io.ts';

/** Takes an agent bundle in, puts it in its place, and has the agent started again in it. */
export type TakeUpdate = (
  version: string,
  /** Of the archive, hex. */
  sha256: string,
  /** Of the archive, in bytes. */
  size: number,
  archive: Readable,
  signal: AbortSignal,
) => Promise<void>;

/** What says what comes; anything else in the head is passed over, as this call stays the same in every version. */
const UpdateHead = z.object({
  'x-version': z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}(-[\w.]{1,20})?$/),
  'x-sha256': z.string().regex(/^[0-9a-f]{64}$/),
  'x-size': z.coerce.number().int().positive(),
});

export class BulkApi {
  readonly #update: TakeUpdate | null;
  readonly #log: Log;

  /** @param update null: this agent was started by hand, and nobody would start another version of it */
  constructor(update: TakeUpdate | null, log: Log) {
    this.#update = update;
    this.#log = log;
  }

  serve(session: ServerHttp2Session): void {
    session.on('stream', (stream, headers) => void this.#answer(stream, headers));
  }

  async #answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    const gone = new AbortController();
    stream.on('error', () => gone.abort());
    stream.once('close', () => gone.abort());
    try {
      if (headers[':path'] !== '/v1/update') refuse('not_found', `The bulk API has no ${headers[':path']}.`);
      if (headers[':method'] !== 'PUT') refuse('method_not_allowed', 'Use PUT here.');
      await this.#take(stream, headers, gone.signal);
      sendJson(stream, 202, {});
    } catch (error) {
      if (gone.signal.aborted) return;
      if (!(error instanceof ProblemError)) this.#log.error({ err: error }, 'an update failed');
      // What was not read is dropped, so that the answer gets through.
      stream.resume();
      sendProblem(stream, error);
    }
  }

  async #take(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, signal: AbortSignal): Promise<void> {
    const head = UpdateHead.safeParse(headers);
    if (!head.success) return refuse('invalid_request', 'The head says not what comes.');
    if (!this.#update) {
      return refuse('install_failed', 'This agent is no service of its PC, so it cannot be replaced from here.', {
        effect: 'It stays as it is.',
        action: 'Start a newer one there by hand, or install it as a service.',
      });
    }
    const { 'x-version': version, 'x-sha256': sha256, 'x-size': size } = head.data;
    await this.#update(version, sha256, size, stream, signal);
  }
}
