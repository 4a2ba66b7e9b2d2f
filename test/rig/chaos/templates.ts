/** What is asked of the demo model: few requests, so that each has an answer that nobody disturbed to be compared with. Pure. */

export interface Template {
  readonly name: string;
  /** Fields of the request beside model and stream. */
  readonly body: object;
  /** The same request has the same answer: greedy, or drawn from a seed of its own. */
  readonly repeatable: boolean;
  /** Its answer is JSON. */
  readonly json: boolean;
  /** Its answer never holds this. */
  readonly stop: string | null;
  readonly maxTokens: number | null;
}

const ask = (content: string) => [{ role: 'user', content }];

/** So many items make the answer long. */
const listOf = (items: number, item: object) => ({
  type: 'json_schema',
  json_schema: {
    name: 'list',
    schema: {
      type: 'object',
      properties: { list: { type: 'array', minItems: items, maxItems: items, items: item } },
      required: ['list'],
      additionalProperties: false,
    },
  },
});

const hot = { temperature: 1.2, top_p: 0.95 };
const plain = { repeatable: true, json: false, stop: null, maxTokens: null };

export const templates: readonly Template[] = [
  { ...plain, name: 'short, greedy', body: { messages: ask('What is the capital of Portugal?'), temperature: 0 } },
  { ...plain, name: 'a story, greedy', body: { messages: ask('tell me a story'), temperature: 0 } },
  { ...plain, name: 'a story from a seed', body: { messages: ask('tell me a story'), ...hot, seed: 11 } },
  {
    ...plain,
    name: 'wild, from a seed',
    body: { messages: ask('tell me a story'), temperature: 1.6, seed: 12 },
  },
  {
    ...plain,
    name: 'cut at its length',
    body: { messages: ask('tell me a story'), temperature: 0, max_tokens: 48 },
    maxTokens: 48,
  },
  {
    ...plain,
    name: 'up to a stop string',
    body: { messages: ask('tell me a story'), temperature: 0, stop: ['eight giga'] },
    stop: 'eight giga',
  },
  {
    ...plain,
    name: 'long, in JSON, greedy',
    body: { messages: ask('tell me a story'), temperature: 0, response_format: listOf(30, { type: 'integer' }) },
    json: true,
  },
  {
    ...plain,
    name: 'long, in JSON, from a seed',
    body: {
      messages: ask('tell me a story'),
      ...hot,
      seed: 3,
      response_format: listOf(16, { type: 'string', maxLength: 12 }),
    },
    json: true,
  },
  {
    ...plain,
    name: 'a turn of a conversation',
    body: {
      messages: [
        { role: 'system', content: 'You are the demo model.' },
        ...ask('hello'),
        { role: 'assistant', content: 'Hello! I am the built-in demo model of AIvailable.' },
        ...ask('How do I add a machine?'),
      ],
      temperature: 0,
    },
  },
  { ...plain, name: 'without a seed', body: { messages: ask('tell me a story'), ...hot }, repeatable: false },
];
