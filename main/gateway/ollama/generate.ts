/** POST /api/generate: one question, or with `raw` a text that is gone on with as it stands. */
import type { ChatMessage } from '../../../contract/generate.ts';
import { OllamaGenerateRequest } from '../../../contract/ollama.ts';
import { refuse } from '../../../contract/problem.ts';
import { parse } from '../../base/parse.ts';
import type { Translation } from '../surface.ts';
import { never, type Harmless } from '../refuse-fields.ts';
import { readAsked, readContext, refuseUnsupported, unsupportedInOllama } from './read-options.ts';
import { writeAnswer } from './write-answer.ts';

export const unsupportedInGenerate: Harmless = { ...unsupportedInOllama, tools: never };

export function translateGenerate(body: unknown, now: number, draw: () => number): Translation {
  refuseUnsupported(body, unsupportedInGenerate);
  const request = parse(OllamaGenerateRequest, body);
  const { prompt, system } = request;
  const raw = request.raw === true;
  if (raw && system) {
    refuse('unsupported_parameter', 'A raw prompt has its instructions in itself.', { param: 'system' });
  }
  const instructions: ChatMessage[] = system ? [{ role: 'system', content: system }] : [];
  return {
    answer: {
      ...readAsked(request, draw),
      input: raw
        ? { kind: 'text', text: prompt }
        : { kind: 'chat', messages: [...instructions, { role: 'user', content: prompt }] },
    },
    ...readContext(request),
    write: (model) =>
      writeAnswer({
        model,
        now,
        stream: request.stream !== false,
        raw,
        put: ({ text = '', ...thought }) => ({ response: text, ...thought }),
      }),
  };
}
