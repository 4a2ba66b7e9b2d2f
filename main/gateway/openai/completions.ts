/** POST /v1/completions: a text is gone on with, without any template. */
import type { TextCompletion } from '../../../contract/openai-completions.ts';
import type { Usage } from '../../../contract/openai.ts';
import { newId } from '../../base/ids.ts';
import { readyFrame } from '../ready-frame.ts';
import type { AnswerEnd, StreamShape, Translation } from '../surface.ts';
import { fingerprint } from './fingerprint.ts';
import { readCompletion } from './read-completion.ts';
import { toSeconds } from './to-seconds.ts';
import { writeUsage } from './write-completion.ts';
import { done, writeFailure } from './write-error.ts';

export function translateCompletion(body: unknown, now: number, draw: () => number): Translation {
  const { answer, stream, includeUsage } = readCompletion(body, draw);
  const head = { id: newId('cmpl'), created: toSeconds(now) };
  return {
    answer,
    write: (model) => ({
      stream: stream
        ? textStream((choices, usage) => writeText({ ...head, model }, choices, usage), includeUsage)
        : null,
      whole: (text, end) => writeText({ ...head, model }, [choice(text, endReason(end))], writeUsage(end)),
    }),
  };
}

const endReason = ({ reason }: AnswerEnd): 'stop' | 'length' => (reason === 'length' ? reason : 'stop');

type Choices = TextCompletion['choices'];

const choice = (text: string, reason: 'stop' | 'length' | null): Choices[number] => ({
  index: 0,
  text,
  logprobs: null,
  finish_reason: reason,
});

const writeText = (
  { id, created, model }: Pick<TextCompletion, 'id' | 'created' | 'model'>,
  choices: Choices,
  usage?: Usage | null,
): TextCompletion => ({
  id,
  object: 'text_completion',
  created,
  model,
  choices,
  system_fingerprint: fingerprint,
  ...(usage === undefined ? {} : { usage }),
});

function textStream(
  write: (choices: Choices, usage?: Usage | null) => TextCompletion,
  includeUsage: boolean,
): StreamShape {
  const event = (choices: Choices, usage: Usage | null = null): string =>
    `data: ${JSON.stringify(write(choices, includeUsage ? usage : undefined))}\n\n`;
  return {
    contentType: 'text/event-stream; charset=utf-8',
    begin: () => '',
    text: readyFrame((text) => event([choice(text, null)])),
    // It has no tools.
    call: () => '',
    comment: (words) => `: ${words}\n\n`,
    end: (end) => event([choice('', endReason(end))]) + (includeUsage ? event([], writeUsage(end)) : '') + done,
    fail: writeFailure,
  };
}
