/** POST /v1/completions: a text is gone on with, without any template. */
import type { TokenScores } from '../../../contract/generate.ts';
import type { TextCompletion, TextLogprobs } from '../../../contract/openai-completions.ts';
import type { Usage } from '../../../contract/openai.ts';
import { newId } from '../../base/ids.ts';
import { readyFrame } from '../ready-frame.ts';
import type { StreamShape, Translation } from '../surface.ts';
import { fingerprint } from './fingerprint.ts';
import { readCompletion } from './read-completion.ts';
import { toSeconds } from './to-seconds.ts';
import { writeUsage } from './write-completion.ts';
import { done, writeFailure } from './write-error.ts';
import { writeTextLogprobs } from './write-text-logprobs.ts';

export function translateCompletion(body: unknown, now: number, draw: () => number): Translation {
  const { answer, stream, includeUsage, choices } = readCompletion(body, draw);
  const head = { id: newId('cmpl'), created: toSeconds(now) };
  return {
    answer,
    choices,
    write: (model) => ({
      stream: stream
        ? textStream((written, usage) => writeText({ ...head, model }, written, usage), choices, includeUsage)
        : null,
      whole: (_text, end, all) =>
        writeText(
          { ...head, model },
          all.map(({ text, end: own, scores }, index) => writeChoice(index, text, own.reason, logprobsOf(scores))),
          writeUsage(end),
        ),
    }),
  };
}

type Choices = TextCompletion['choices'];

const writeChoice = (
  index: number,
  text: string,
  reason: Choices[number]['finish_reason'],
  logprobs: TextLogprobs | null = null,
): Choices[number] => ({ index, text, logprobs, finish_reason: reason });

const logprobsOf = (scores: readonly TokenScores[]): TextLogprobs | null =>
  scores.length === 0 ? null : writeTextLogprobs(scores);

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
  count: number,
  includeUsage: boolean,
): StreamShape {
  const event = (choices: Choices, usage: Usage | null = null): string =>
    `data: ${JSON.stringify(write(choices, includeUsage ? usage : undefined))}\n\n`;
  const writers = Array.from({ length: count }, (_, index) => {
    const plain = readyFrame((text) => event([writeChoice(index, text, null)]));
    let offset = 0;
    return (text: string, scores?: TokenScores): string => {
      if (!scores) return plain(text);
      const logprobs = writeTextLogprobs([scores], offset);
      offset += scores.text.length;
      return event([writeChoice(index, text, null, logprobs)]);
    };
  });
  return {
    contentType: 'text/event-stream; charset=utf-8',
    begin: () => '',
    text: (text, choice, scores) => writers[choice]?.(text, scores) ?? '',
    comment: (words) => `: ${words}\n\n`,
    end: (end, choice) => event([writeChoice(choice, '', end.reason)]),
    last: (end) => (includeUsage ? event([], writeUsage(end)) : '') + done,
    fail: writeFailure,
  };
}
