/** Ollama's options as our own. What is left out is as Ollama has it, but that nothing is held against repetition. */
import type { OllamaAsked, OllamaOptions } from '../../../contract/ollama.ts';
import type { Grammar } from '../../../contract/generate.ts';
import { refuse } from '../../../contract/problem.ts';
import type { AnswerRequest } from '../answer.ts';
import { isFields, never, refuseFields, type Harmless } from '../refuse-fields.ts';
import { toGrammarSchema } from '../schema/json-schema.ts';
import { seedOf } from '../seed.ts';
import type { Translation } from '../surface.ts';

const isZero = (value: unknown): boolean => value === 0;
const isOne = (value: unknown): boolean => value === 1;

const unsupportedOptions: Harmless = {
  repeat_penalty: isOne,
  presence_penalty: isZero,
  frequency_penalty: isZero,
  mirostat: isZero,
  tfs_z: isOne,
  typical_p: isOne,
};

const unsupported: Harmless = {
  images: never,
  suffix: (value) => value === '',
  template: (value) => value === '',
  context: never,
  logprobs: (value) => value === false,
  top_logprobs: isZero,
};

/** @throws ProblemError unsupported_parameter that names the field as a path. */
export function refuseUnsupported(body: unknown): void {
  if (!isFields(body)) return;
  refuseFields(body, unsupported);
  if (isFields(body['options'])) refuseFields(body['options'], unsupportedOptions, 'options');
}

/** All but the prompt. @throws ProblemError unsupported_parameter when the format cannot be enforced */
export function readAsked(
  { model, format, options }: OllamaAsked,
  draw: () => number,
): Omit<AnswerRequest, 'id' | 'caller' | 'input'> {
  const {
    temperature,
    top_p: topP,
    top_k: topK,
    min_p: minP,
    seed,
    stop,
    num_predict: most,
  }: OllamaOptions = options ?? {};
  if (most === 0)
    refuse('invalid_request', 'num_predict is 0, so nothing is asked for.', { param: 'options.num_predict' });
  return {
    model: plainName(model),
    sampling: {
      temperature: temperature ?? 0.8,
      topP: topP ?? 0.9,
      topK: topK ?? 40,
      minP: minP ?? 0,
      seed: seedOf(seed, draw),
    },
    stop: [stop ?? []].flat().filter((one) => one !== ''),
    maxTokens: most && most > 0 ? most : null,
    grammar: readFormat(format),
  };
}

/** The context that the client counts on. */
export const readContext = ({ options }: OllamaAsked): Pick<Translation, 'context'> =>
  options?.num_ctx ? { context: { tokens: options.num_ctx, param: 'options.num_ctx' } } : {};

/** Ollama's clients put ":latest" behind names without a tag. */
export const plainName = (name: string): string => name.replace(/:latest$/, '');

function readFormat(format: OllamaAsked['format']): Grammar | null {
  if (!format) return null;
  return format === 'json' ? { kind: 'json' } : { kind: 'json_schema', schema: toGrammarSchema(format, 'format') };
}
