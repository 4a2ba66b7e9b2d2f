/** Ollama's options as our own. What is left out is as Ollama has it, but that nothing is held against repetition. */
import type { OllamaAsked, OllamaOptions } from '../../../contract/ollama.ts';
import type { Grammar, Sampling } from '../../../contract/generate.ts';
import { refuse } from '../../../contract/problem.ts';
import type { AnswerRequest } from '../answer.ts';
import { isFields, never, refuseFields, type Harmless } from '../refuse-fields.ts';
import { toGrammarSchema } from '../schema/json-schema.ts';
import { seedOf } from '../seed.ts';
import type { Translation } from '../surface.ts';

const isZero = (value: unknown): boolean => value === 0;
/** Tokens that Ollama's penalties look at when nothing is said. */
const usualLast = 64;
/** More than any context holds. */
const everything = 2 ** 31;

const isOne = (value: unknown): boolean => value === 1;

const unsupportedOptions: Harmless = {
  mirostat: isZero,
  tfs_z: isOne,
  typical_p: isOne,
};

export const unsupportedInOllama: Harmless = {
  tools: never,
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
  refuseFields(body, unsupportedInOllama);
  if (isFields(body['options'])) refuseFields(body['options'], unsupportedOptions, 'options');
}

/** All but the prompt. @throws ProblemError unsupported_parameter when the format cannot be enforced */
export function readAsked(
  { model, format, options }: OllamaAsked,
  draw: () => number,
): Omit<AnswerRequest, 'id' | 'caller' | 'input'> {
  const said: OllamaOptions = options ?? {};
  const { temperature, top_p: topP, top_k: topK, min_p: minP, seed, stop, num_predict: most } = said;
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
      ...readPenalties(said),
    },
    stop: [stop ?? []].flat().filter((one) => one !== ''),
    maxTokens: most && most > 0 ? most : null,
    grammar: readFormat(format),
  };
}

/** Ollama's look at the last tokens, those of the prompt, too. */
function readPenalties(said: OllamaOptions): Pick<Sampling, 'penalties'> {
  const [repeat, last] = [said.repeat_penalty ?? 1, said.repeat_last_n ?? usualLast];
  const [frequency, presence] = [said.frequency_penalty ?? 0, said.presence_penalty ?? 0];
  if (last === 0 || (repeat === 1 && frequency === 0 && presence === 0)) return {};
  return { penalties: { repeat, frequency, presence, last: last < 0 ? everything : last } };
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
