/** One call of the agent API: a stream of the tunnel's session, from its request to its end. */
import { constants, type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders } from 'node:http2';
import { jsonOrNull } from '../../common/json-or-null.ts';
import { readText } from '../../common/read-text.ts';
import { fitWords } from '../../common/fit-words.ts';
import { Problem } from '../../contract/errors.ts';
import { problem, ProblemError } from '../../contract/problem.ts';
import { readLines } from './read-lines.ts';

/** Bodies up to this length are on the other side at once. */
const smallBody = 16 * 1024;
/** A hello with many replicas has some 100 KB. */
const mostAnswerBytes = 1024 * 1024;

interface AgentRequest {
  readonly method: string;
  readonly path: string;
  /** Empty: none. */
  readonly body: string;
  readonly headers?: OutgoingHttpHeaders;
}

export class AgentCall {
  readonly #stream: ClientHttp2Stream;
  readonly #bodyLength: number;
  #answered = false;

  /** @throws ProblemError machine_lost when the session is gone */
  constructor(session: ClientHttp2Session, { method, path, body, headers = {} }: AgentRequest) {
    if (session.destroyed || session.closed) throw lost();
    this.#bodyLength = body.length;
    this.#stream = session.request({ ...headers, ':method': method, ':path': path }, { endStream: body === '' });
    this.#stream.once('response', () => (this.#answered = true));
    this.#stream.once('close', () => judge(session, this.#stream.rstCode));
    // Told by what waits on the stream; without a listener Node would end the process.
    this.#stream.on('error', () => undefined);
    if (body !== '') this.#stream.end(body);
  }

  /** The whole answer. @throws ProblemError what the agent refuses with, or machine_lost; the signal's reason */
  async whole(signal: AbortSignal): Promise<unknown> {
    const onAbort = (): void => this.giveUp();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await accepted(this.#stream, signal);
      return fitWords(jsonOrNull(await readText(this.#stream, mostAnswerBytes)));
    } catch (error) {
      throw error instanceof ProblemError ? error : (signal.reason ?? lost(error));
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Lines of the answer, as they come. @param maxLength characters that one may have. @throws as `whole` */
  async *lines(signal: AbortSignal, maxLength?: number): AsyncIterable<string[]> {
    await accepted(this.#stream, signal);
    yield* readLines(this.#stream, { signal, ...(maxLength === undefined ? {} : { maxLength }) });
  }

  /** Lets a whole answer end by itself: a reset for each one would look like an attack to the other side. */
  finish(): void {
    this.#stream.resume();
  }

  /**
   * Closes a stream that nobody reads any more. While a large body is under way it waits for the answer to begin: resets over
   * unread data spoil the accounts of Node's HTTP/2 server, until it refuses every new stream.
   */
  giveUp(): void {
    const cancel = (): void => this.#stream.close(constants.NGHTTP2_CANCEL);
    if (this.#stream.closed || this.#stream.destroyed) return;
    if (this.#answered || this.#bodyLength <= smallBody) cancel();
    else this.#stream.once('response', cancel).resume();
  }
}

/** Waits until the other side took the call. @throws ProblemError what it refuses with, or machine_lost; the signal's reason */
export async function accepted(stream: ClientHttp2Stream, signal: AbortSignal): Promise<void> {
  const status = await statusOf(stream, signal);
  if (status < 400) return;
  const read = Problem.safeParse(fitWords(jsonOrNull(await readText(stream, mostAnswerBytes))));
  throw new ProblemError(
    read.success ? read.data : problem('internal', 'A machine answered with something unreadable.'),
  );
}

export const lost = (cause?: unknown): ProblemError =>
  new ProblemError(problem('machine_lost', 'The connection to the machine broke.'), { cause });

/** A session that refuses new streams is of no use, though it still answers PINGs: the agent shall dial again. */
function judge(session: ClientHttp2Session, code: number): void {
  const { NGHTTP2_ENHANCE_YOUR_CALM, NGHTTP2_REFUSED_STREAM } = constants;
  if (code === NGHTTP2_ENHANCE_YOUR_CALM || code === NGHTTP2_REFUSED_STREAM) session.destroy();
}

function statusOf(stream: ClientHttp2Stream, signal: AbortSignal): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const onAbort = (): void => reject(signal.reason);
  const onClose = (): void => reject(lost());
  stream.once('response', (headers) => {
    stream.off('close', onClose);
    resolve(headers[':status'] ?? 0);
  });
  stream.once('error', reject).once('close', onClose);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', onAbort));
}
