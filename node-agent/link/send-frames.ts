/** What a replica computes, line by line. */
import type { ServerHttp2Stream } from 'node:http2';
import type { EmbedFrame } from '../../contract/embed.ts';
import type { GenerateFrame } from '../../contract/generate.ts';
import { ProblemError } from '../../contract/problem.ts';
import { startLines, writeLine } from './stream-io.ts';

/** @throws ProblemError what fails before the first frame: it is a refusal, with its own status */
export async function sendFrames(
  stream: ServerHttp2Stream,
  frames: AsyncIterable<GenerateFrame | EmbedFrame>,
  signal: AbortSignal,
): Promise<void> {
  for await (const frame of frames) {
    if (frame.type === 'error' && !stream.headersSent) throw new ProblemError(frame.problem);
    if (!stream.headersSent) startLines(stream);
    await writeLine(stream, frame, signal);
  }
  stream.end();
}
