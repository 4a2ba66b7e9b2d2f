/** One call of the coordinator, answered. */
import type { ServerHttp2Stream } from 'node:http2';
import type { Log } from '../../common/log.ts';
import { ProblemError } from '../../contract/problem.ts';
import { sendProblem } from './stream-io.ts';

/**
 * Does the work of a call. What it throws becomes a refusal, or the end of an answer that has begun.
 * @param work its signal is aborted when the caller is gone
 */
export async function answerCall(
  stream: ServerHttp2Stream,
  work: (signal: AbortSignal) => Promise<void>,
  log: Log,
): Promise<void> {
  const gone = new AbortController();
  stream.on('error', () => gone.abort());
  let answered = false;
  stream.once('close', () => {
    // After a whole answer there is nothing to stop, and an abort would cost an error with its stack.
    if (!answered) gone.abort();
  });
  try {
    await work(gone.signal);
    answered = true;
  } catch (error) {
    if (gone.signal.aborted) return;
    if (!(error instanceof ProblemError)) log.error({ err: error }, 'a call of the coordinator failed');
    if (stream.headersSent) return stream.close();
    // What was not read is dropped, so that the answer gets through.
    stream.resume();
    sendProblem(stream, error);
  }
}
