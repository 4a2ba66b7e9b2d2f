/** POST /v1/chat/completions. */
import { newId } from '../../base/ids.ts';
import type { StreamShape, Translation } from '../surface.ts';
import { readRequest } from './read-request.ts';
import { toSeconds } from './to-seconds.ts';
import { ChunkWriter } from './write-chunks.ts';
import { finishReason, writeCompletion, writeUsage } from './write-completion.ts';
import { done, writeFailure } from './write-error.ts';

export function translateChat(body: unknown, now: number, draw: () => number): Translation {
  const { answer, stream, includeUsage } = readRequest(body, draw);
  const id = newId('chatcmpl');
  const created = toSeconds(now);
  return {
    answer,
    write: (model) => ({
      stream: stream ? chatStream(new ChunkWriter({ id, created, model, includeUsage }), includeUsage) : null,
      whole: (text, end, calls) => writeCompletion({ id, created, model }, text, end, calls),
    }),
  };
}

const chatStream = (chunks: ChunkWriter, includeUsage: boolean): StreamShape => ({
  contentType: 'text/event-stream; charset=utf-8',
  begin: () => chunks.role(),
  text: (text) => chunks.text(text),
  call: (piece) => chunks.call(piece),
  comment: (words) => `: ${words}\n\n`,
  end: (end) => chunks.finish(finishReason(end)) + (includeUsage ? chunks.usage(writeUsage(end)) : '') + done,
  fail: writeFailure,
});
