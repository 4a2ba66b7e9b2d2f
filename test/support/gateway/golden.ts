/** What a translator makes of a request and its answer, as one text to compare with a golden file. */
import type { TokenScores } from '../../../contract/generate.ts';
import type { AnswerEnd, CallPiece, Translate } from '../../../main/gateway/surface.ts';
import { WrittenCalls } from '../../../main/gateway/tools/written-calls.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const draw = (): number => 0.5;

export const anEnd = (more: Partial<AnswerEnd> = {}): AnswerEnd => ({
  type: 'end',
  reason: 'stop',
  usage: { promptTokens: 12, completionTokens: 4 },
  stop: null,
  tokensPerSecond: 20,
  times: { all: 900, waiting: 100, reading: 600, writing: 200 },
  machineName: 'OFFICE-2',
  ...more,
});

/** The answer's texts and calls, as they come. */
interface Answer {
  readonly texts: readonly (string | CallPiece)[];
  readonly end?: AnswerEnd;
  /** One for each text; left out: none. */
  readonly scores?: readonly TokenScores[];
}

/** A token's score, with that of one other. */
export const scored = (text: string): TokenScores => ({
  text,
  logprob: -0.25,
  top: [
    { text, logprob: -0.25 },
    { text: 'no', logprob: -2.5 },
  ],
});

/** Both ways of writing it: in one piece and, with the request's `stream` set, as a stream. */
export function golden(translate: Translate, body: object, { texts, end = anEnd(), scores = [] }: Answer): string {
  const whole = translate({ ...body, stream: false }, now, draw);
  const streamed = translate({ ...body, stream: true }, now, draw);
  const { model } = whole.answer;
  const calls = new WrittenCalls();
  for (const one of texts) if (typeof one !== 'string') calls.take(one);
  const said = texts.filter((one) => typeof one === 'string').join('');
  const written = { text: said, end, scores, calls: calls.all };
  const shape = streamed.write(model).stream;
  if (!shape) throw new Error('it makes no stream');
  const pieces = [
    shape.begin(),
    shape.comment('reading the prompt'),
    ...texts.map((one, at) => (typeof one === 'string' ? shape.text(one, 0, scores[at]) : shape.call(one, 0))),
  ];
  const lines = [...pieces, shape.end(end, 0), shape.last?.(end) ?? ''].join('');
  return [
    ['The request', json(body)],
    ['As it is understood', json(whole.answer)],
    ['The answer, as it comes', json(texts)],
    ['In one piece', json(whole.write(model).whole(written.text, end, [written]))],
    [`As a stream of ${shape.contentType}`, lines],
  ]
    .map(([title, text]) => `## ${title}\n\n${text?.trimEnd()}\n`)
    .join('\n')
    .replace(/"([a-z]+)[-_][0-9a-f]{16,}/g, '"$1-ID');
}

/** Where the golden file of a case lies. */
export const goldenFile = (surface: string, name: string): string =>
  new URL(`../../fixtures/surfaces/${surface}/${name}.txt`, import.meta.url).pathname;

const json = (value: unknown): string => JSON.stringify(value, null, 2);
