/** What Ollama's routes answer, as far as they are served. */
import { z } from 'zod';
import { OllamaDetails, OllamaEnd, OllamaModel } from './ollama.ts';

const head = { model: z.string(), created_at: z.string() };
/** What it thought first. */
const thinking = z.string().optional();
const chat = { message: z.object({ role: z.literal('assistant'), content: z.string(), thinking }) };
const text = { response: z.string(), thinking };
const goesOn = { done: z.literal(false) };

export const OllamaError = z.object({ error: z.string() });

export const OllamaWholeChat = z.object({ ...head, ...chat, ...OllamaEnd.shape });
export const OllamaWholeText = z.object({ ...head, ...text, ...OllamaEnd.shape });

/** A line of a stream; the last one has the counts, or says why it broke off. */
export const OllamaChatLine = z.union([z.object({ ...head, ...chat, ...goesOn }), OllamaWholeChat, OllamaError]);
export const OllamaGenerateLine = z.union([z.object({ ...head, ...text, ...goesOn }), OllamaWholeText, OllamaError]);

export const OllamaEmbeddings = z.object({
  model: z.string(),
  embeddings: z.array(z.array(z.number())),
  total_duration: z.int(),
  load_duration: z.int(),
  prompt_eval_count: z.int(),
});

export const OllamaModelList = z.object({ models: z.array(OllamaModel) });

export const OllamaRunningList = z.object({
  models: z.array(OllamaModel.extend({ size_vram: z.int(), expires_at: z.string(), context_length: z.int() })),
});

export const OllamaVersion = z.object({ version: z.string() });

export const OllamaShown = z.object({
  modelfile: z.string(),
  parameters: z.string(),
  template: z.string(),
  modified_at: z.string(),
  details: OllamaDetails,
  model_info: z.record(z.string(), z.union([z.string(), z.number()])),
  capabilities: z.array(z.enum(['completion', 'embedding'])),
});
