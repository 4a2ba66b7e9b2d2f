/** A request of ours in OpenAI's shape. What the server cannot honour is refused by name, never left out. Pure. */
import type { ServerKind } from '../../contract/attached.ts';
import type { GenerateRequest, Grammar, Sampling } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';

interface Written {
  readonly path: '/chat/completions' | '/completions';
  readonly body: Readonly<Record<string, unknown>>;
}

/** Servers that take what OpenAI's own API lacks. The others would leave it out without a word. */
const takesMore: ReadonlySet<ServerKind> = new Set(['vllm', 'llama-server', 'lm-studio']);
/** What is said where nobody asked for anything: by the chat window, and as Ollama's clients expect. */
const usual = { topK: [0, 40], minP: [0, 0.1] };

/**
 * @param model as the server calls it
 * @throws ProblemError unsupported_parameter
 */
export function writeRequest(request: GenerateRequest, model: string, kind: ServerKind): Written {
  const { input, maxTokens, sampling, stop, grammar } = request;
  const { temperature, topP, topK, minP, seed, penalties } = sampling;
  refuseTokens(request);
  const more = takesMore.has(kind) ? { ...(topK > 0 && { top_k: topK }), ...(minP > 0 && { min_p: minP }) } : {};
  if (!takesMore.has(kind)) refuseUnusual(topK, minP);
  const body = {
    model,
    temperature,
    top_p: topP,
    seed,
    ...more,
    ...(penalties && writePenalties(penalties)),
    ...(stop.length > 0 && { stop }),
    ...(maxTokens !== null && { max_tokens: maxTokens }),
    ...(grammar && { response_format: writeFormat(grammar) }),
    stream: true,
    stream_options: { include_usage: true },
  };
  switch (input.kind) {
    case 'chat':
      return { path: '/chat/completions', body: { ...body, messages: input.messages } };
    case 'text':
      return { path: '/completions', body: { ...body, prompt: input.text } };
    case 'tokens':
      return refuse('internal', 'Tokens of ours mean nothing to an external server.');
  }
}

function refuseUnusual(topK: number, minP: number): void {
  const param = !usual.topK.includes(topK) ? 'top_k' : !usual.minP.includes(minP) ? 'min_p' : null;
  if (param) refuse('unsupported_parameter', `The external server that has this model knows no "${param}".`, { param });
}

/** What is told of tokens, or said of them: a server's are not ours. */
function refuseTokens({ sampling, scores }: GenerateRequest): void {
  const param = scores !== undefined ? 'logprobs' : sampling.bias && sampling.bias.length > 0 ? 'logit_bias' : null;
  if (param) refuse('unsupported_parameter', `"${param}" is not supported on an external server.`, { param });
}

function writePenalties({ repeat, frequency, presence, last }: NonNullable<Sampling['penalties']>) {
  const param = repeat !== 1 ? 'repeat_penalty' : last !== null ? 'repeat_last_n' : null;
  if (param) refuse('unsupported_parameter', `"${param}" is not supported on an external server.`, { param });
  return { frequency_penalty: frequency, presence_penalty: presence };
}

const writeFormat = (grammar: Grammar): Record<string, unknown> =>
  grammar.kind === 'json'
    ? { type: 'json_object' }
    : { type: 'json_schema', json_schema: { name: 'answer', schema: grammar.schema, strict: true } };
