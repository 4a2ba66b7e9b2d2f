/** Ollama's shapes, as far as they are served. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';

const modelName = z.string().min(1).max(200);
const stopText = z.string().max(1_000);

export const OllamaOptions = z.looseObject({
  /** Tokens of the answer; below 0: up to the end of the context. */
  num_predict: z.int().min(-2).nullish(),
  num_ctx: z.int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: z.int().nonnegative().nullish(),
  min_p: z.number().min(0).max(1).nullish(),
  seed: z.int().nullish(),
  stop: z.union([stopText, z.array(stopText).max(16)]).nullish(),
  repeat_penalty: z.number().positive().max(10).nullish(),
  /** Tokens that are looked at; 0: none, -1: all. */
  repeat_last_n: z.int().min(-1).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
});
export type OllamaOptions = z.infer<typeof OllamaOptions>;

/** What asking for a chat and for a text have in common. */
const Asked = z.looseObject({
  model: modelName,
  stream: z.boolean().nullish(),
  format: z.union([z.enum(['', 'json']), z.record(z.string(), z.unknown())]).nullish(),
  options: OllamaOptions.nullish(),
});
export type OllamaAsked = z.infer<typeof Asked>;

const OllamaMessage = z.looseObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

export const OllamaChatRequest = Asked.extend({ messages: z.array(OllamaMessage).min(1) });
export const OllamaGenerateRequest = Asked.extend({
  prompt: z.string().min(1),
  system: z.string().nullish(),
  raw: z.boolean().nullish(),
});

/** A text that is too long is refused, whatever `truncate` says. */
export const OllamaEmbedRequest = z.looseObject({
  model: modelName,
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  dimensions: z.int().positive().nullish(),
});

/** Older clients say `name`. */
export const OllamaShowRequest = z.union([z.looseObject({ model: modelName }), z.looseObject({ name: modelName })]);

/** Ends each answer. Durations are in nanoseconds. */
export const OllamaEnd = z.object({
  done: z.literal(true),
  done_reason: z.enum(['stop', 'length']),
  total_duration: z.int(),
  load_duration: z.int(),
  prompt_eval_count: z.int(),
  prompt_eval_duration: z.int(),
  eval_count: z.int(),
  eval_duration: z.int(),
});
export type OllamaEnd = z.infer<typeof OllamaEnd>;

/** "7.6B" is a `parameter_size`. */
export const OllamaDetails = z.object({
  parent_model: z.string(),
  format: z.literal('gguf'),
  family: z.string(),
  families: z.array(z.string()),
  parameter_size: z.string(),
  quantization_level: z.string(),
});
export type OllamaDetails = z.infer<typeof OllamaDetails>;

export const OllamaModel = z.object({
  name: z.string(),
  model: z.string(),
  modified_at: z.string(),
  size: z.int(),
  digest: z.string(),
  details: OllamaDetails,
});
export type OllamaModel = z.infer<typeof OllamaModel>;
