/** POST /v1/chat/completions. */
import { newId } from '../../base/ids.ts';
import type { StreamShape, Translation } from '../surface.ts';
import { readRequest } from './read-request.ts';
import { toSeconds } from './to-seconds.ts';
import { ChunkWriter } from './write-chunks.ts';
import { writeCompletion, writeUsage } from './write-completion.ts';
import { done, writeFailure } from './write-error.ts';

export function translateChat(body: unknown, now: number, draw: () => number): Translation {
  const { answer, stream, includeUsage, choices } = readRequest(body, draw);
  const id = newId('chatcmpl');
  const created = toSeconds(now);
  return {
    answer,
    choices,
    write: (model) => {
      const writer = (_: unknown, index: number) => new ChunkWriter({ id, created, model, index, includeUsage });
      return {
        stream: stream ? chatStream(Array.from({ length: choices }, writer), includeUsage) : null,
        whole: (_text, end, all) => writeCompletion(id, created, model, all, end),
      };
    },
  };
}

const chatStream = (writers: readonly ChunkWriter[], includeUsage: boolean): StreamShape => ({
  contentType: 'text/event-stream; charset=utf-8',
  begin: () => writers.map((chunks) => chunks.role()).join(''),
  text: (text, choice, scores) => writers[choice]?.text(text, scores) ?? '',
  comment: (words) => `: ${words}\n\n`,
  end: (end, choice) => writers[choice]?.finish(end.reason) ?? '',
  last: (end) => (includeUsage ? (writers[0]?.usage(writeUsage(end)) ?? '') : '') + done,
  fail: writeFailure,
});
