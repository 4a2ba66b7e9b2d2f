/** The calls of the bulk socket: the coordinator brings files. */
import type { IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { allowMethod } from '../../common/allow-method.ts';
import type { Log } from '../../common/log.ts';
import { refuse } from '../../contract/problem.ts';
import { answerCall } from './answer-call.ts';
import { sendJson } from './stream-io.ts';

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
    session.on('stream', (stream, headers) => {
      void answerCall(stream, (signal) => this.#answer(stream, headers, signal), this.#log);
    });
  }

  async #answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, signal: AbortSignal): Promise<void> {
    if (headers[':path'] !== '/v1/update') refuse('not_found', `The bulk API has no ${headers[':path']}.`);
    allowMethod(headers[':method'], 'PUT');
    await this.#take(stream, headers, signal);
    sendJson(stream, 202, {});
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
