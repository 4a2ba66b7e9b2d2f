/** The token-exact generate call: a pure function of prompt, options and the tokens so far, so that it can go on elsewhere. */
import { z } from 'zod';
import { Problem } from './errors.ts';

const token = z.int().nonnegative();

export const ChatMessage = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** What speaks against a token that was there before. */
const Penalties = z.strictObject({
  /** What is likely is divided by it; 1 is nothing. */
  repeat: z.number().positive().max(10),
  /** Taken off a token's logit for each time that it was there; below 0 it is invited. */
  frequency: z.number().min(-2).max(2),
  /** Taken off once. */
  presence: z.number().min(-2).max(2),
  /** How many tokens back is looked, into the prompt, too; null: at the whole answer, and not at the prompt. */
  last: z.int().positive().nullable(),
});

/** Tokens whose chance one request may change, as in OpenAI's API. */
export const mostBiases = 300;

export const Sampling = z.strictObject({
  /** 0 is greedy. */
  temperature: z.number().min(0).max(2),
  topP: z.number().min(0).max(1),
  topK: z.int().nonnegative(),
  minP: z.number().min(0).max(1),
  /** Every position is seeded with hash(seed, position), so that an answer can go on elsewhere. */
  seed: z.int().nonnegative().max(0xffffffff),
  /** Left out where nothing is asked, as agents of an earlier version do not know it. So is `bias`. */
  penalties: Penalties.optional(),
  /** Added to the logit of a token, before everything else. */
  bias: z
    .array(z.tuple([token, z.number().min(-100).max(100)]))
    .max(mostBiases)
    .optional(),
});
export type Sampling = z.infer<typeof Sampling>;

export const Grammar = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('json') }),
  z.strictObject({ kind: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }),
]);
export type Grammar = z.infer<typeof Grammar>;

/** The likeliest tokens that are told beside each, at most. */
export const mostScores = 20;
/** Of a token that is too unlikely to say how much, as OpenAI's. */
export const lowestScore = -9999;

/** A token as a text of its own, and the natural logarithm of its chance: the model's own, before anything that `Sampling` says. */
const Scored = z.strictObject({ text: z.string(), logprob: z.number().min(lowestScore).max(0) });
export const TokenScores = Scored.extend({ top: z.array(Scored).max(mostScores) });
export type TokenScores = z.infer<typeof TokenScores>;

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
  /** Tell with each token its score, and those of so many likeliest ones. Left out: none. */
  scores: z.int().nonnegative().max(mostScores).optional(),
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
  z.strictObject({
    type: z.literal('token'),
    position: z.int().nonnegative(),
    token,
    text: z.string(),
    /** Where they were asked for. */
    scores: TokenScores.optional(),
  }),
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
