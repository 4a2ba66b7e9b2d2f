/** The token-exact generate call: a pure function of prompt, options and the tokens so far, so that it can go on elsewhere. */
import { z } from 'zod';
import { Problem } from './errors.ts';

const token = z.int().nonnegative();

export const ChatMessage = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

export const Sampling = z.strictObject({
  /** 0 is greedy. */
  temperature: z.number().min(0).max(2),
  topP: z.number().min(0).max(1),
  topK: z.int().nonnegative(),
  minP: z.number().min(0).max(1),
  /** Every position is seeded with hash(seed, position), so that an answer can go on elsewhere. */
  seed: z.int().nonnegative().max(0xffffffff),
});
export type Sampling = z.infer<typeof Sampling>;

export const Grammar = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('json') }),
  z.strictObject({ kind: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }),
]);
export type Grammar = z.infer<typeof Grammar>;

export const GenerateRequest = z.strictObject({
  requestId: z.string(),
  /** Counts the attempts at one request: frames of an older attempt are dropped. */
  epoch: z.int().nonnegative(),
  /** Messages are rendered with the model's own template; text is read as it stands; tokens are taken as they are. */
  input: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('chat'), messages: z.array(ChatMessage).min(1) }),
    z.strictObject({ kind: z.literal('text'), text: z.string().min(1) }),
    z.strictObject({ kind: z.literal('tokens'), tokens: z.array(token).min(1) }),
  ]),
  /** Tokens of the answer that the client already has: generation goes on after them. */
  soFar: z.array(token),
  /** The same as text, where an external server wrote it and no token is known; `soFar` is empty then. */
  begun: z.string().min(1).optional(),
  /** Tokens of the whole answer, `soFar` counted in; null: up to the end of the context. */
  maxTokens: z.int().positive().nullable(),
  sampling: Sampling,
  stop: z.array(z.string().min(1)).max(16),
  grammar: Grammar.nullable(),
});
export type GenerateRequest = z.infer<typeof GenerateRequest>;

/** One line of the stream that answers a GenerateRequest. */
export const GenerateFrame = z.discriminatedUnion('type', [
  /** First: the prompt as token ids, and those of `begun` where the request has it. */
  z.strictObject({
    type: z.literal('prompt'),
    epoch: z.int(),
    tokens: z.array(token),
    soFar: z.array(token).optional(),
  }),
  /** Then one for each token. `text` holds whole code points only, and may be empty while text is held back. */
  z.strictObject({ type: z.literal('token'), position: z.int().nonnegative(), token, text: z.string() }),
  /** Last, with the text that was held back. `stop` is the stop string that ended it, when one did. */
  z.strictObject({
    type: z.literal('end'),
    reason: z.enum(['stop', 'length', 'abort']),
    text: z.string(),
    stop: z.string().optional(),
  }),
  /** Last, when it could not go on. */
  z.strictObject({ type: z.literal('error'), problem: Problem }),
]);
export type GenerateFrame = z.infer<typeof GenerateFrame>;
