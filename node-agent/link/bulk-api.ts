/** The calls of the bulk socket: the coordinator brings files. */
import { constants, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { allowMethod } from '../../common/allow-method.ts';
import type { Log } from '../../common/log.ts';
import { refuse } from '../../contract/problem.ts';
import type { AnnouncedFile, FileSender } from '../base/incoming-file.ts';
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

/** Takes a model file in: from where it says, and until it is checked and in its place. */
export type TakeFile = (file: AnnouncedFile, sender: FileSender, signal: AbortSignal) => Promise<void>;

/** What says what comes; anything else in the head is passed over, as this call stays the same in every version. */
const UpdateHead = z.object({
  'x-version': z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}(-[\w.]{1,20})?$/),
  'x-sha256': z.string().regex(/^[0-9a-f]{64}$/),
  'x-size': z.coerce.number().int().positive(),
});

const FileHead = z.object({
  'x-size': z.coerce.number().int().positive(),
  'x-budget': z.coerce.number().int().nonnegative().optional(),
});
const filePath = /^\/v1\/files\/([0-9a-f]{64})$/;

interface BulkApiOptions {
  /** Null: this agent was started by hand, and nobody would start another version of it. */
  readonly update: TakeUpdate | null;
  readonly takeFile: TakeFile;
  readonly log: Log;
}

export class BulkApi {
  readonly #update: TakeUpdate | null;
  readonly #takeFile: TakeFile;
  readonly #log: Log;

  constructor({ update, takeFile, log }: BulkApiOptions) {
    this.#update = update;
    this.#takeFile = takeFile;
    this.#log = log;
  }

  serve(session: ServerHttp2Session): void {
    session.on('stream', (stream, headers) => {
      void answerCall(stream, (signal) => this.#answer(stream, headers, signal), this.#log);
    });
  }

  async #answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, signal: AbortSignal): Promise<void> {
    const [, sha256] = filePath.exec(headers[':path'] ?? '') ?? [];
    if (!sha256 && headers[':path'] !== '/v1/update') {
      refuse('not_found', `The bulk API has no ${headers[':path']}.`);
    }
    allowMethod(headers[':method'], 'PUT');
    if (sha256) {
      await this.#file(sha256, stream, headers, signal);
      sendJson(stream, 204, null);
    } else {
      await this.#bundle(stream, headers, signal);
      sendJson(stream, 202, {});
    }
  }

  async #file(
    sha256: string,
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    signal: AbortSignal,
  ): Promise<void> {
    const head = FileHead.safeParse(headers);
    if (!head.success) return refuse('invalid_request', 'The head says not what comes.');
    const { 'x-size': sizeBytes, 'x-budget': budgetBytes = null } = head.data;
    const say = (words: Record<string, string | number>): void => {
      if (!stream.destroyed && !stream.headersSent) stream.additionalHeaders(words);
    };
    const sender = {
      from: (offset: number) => say({ ':status': 100, 'x-offset': String(offset) }),
      alive: () => say({ ':status': 102 }),
      bytes: stream,
      stop: () => stream.close(constants.NGHTTP2_CANCEL),
    };
    await this.#takeFile({ sha256, sizeBytes, budgetBytes }, sender, signal);
  }

  async #bundle(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, signal: AbortSignal): Promise<void> {
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
