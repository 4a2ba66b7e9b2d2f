/** POST /api/chat. */
import type { z } from 'zod';
import { OllamaChatRequest } from '../../../contract/ollama.ts';
import { parse } from '../../base/parse.ts';
import { isFields, never, refuseFields } from '../refuse-fields.ts';
import type { Translation } from '../surface.ts';
import { readToolUse } from '../tools/tool-use.ts';
import { readMessages } from './read-messages.ts';
import { readAsked, readContext, refuseUnsupported } from './read-options.ts';
import { writeAnswer } from './write-answer.ts';

export function translateChat(body: unknown, now: number, draw: () => number): Translation {
  refuseUnsupported(body);
  refuseInMessages(body);
  const request = parse(OllamaChatRequest, body);
  const messages = readMessages(request.messages);
  return {
    answer: { ...readAsked(request, draw), input: { kind: 'chat', messages }, ...readTools(request.tools) },
    ...readContext(request),
    write: (model) =>
      writeAnswer({
        model,
        now,
        stream: request.stream !== false,
        raw: false,
        put: ({ text = '', ...more }) => ({ message: { role: 'assistant', content: text, ...more } }),
      }),
  };
}

function refuseInMessages(body: unknown): void {
  if (!isFields(body) || !Array.isArray(body['messages'])) return;
  for (const [at, message] of body['messages'].entries()) {
    if (isFields(message)) refuseFields(message, { images: never }, `messages.${at}`);
  }
}

/** They may be called, or not: Ollama's clients cannot ask for more. */
function readTools(tools: z.infer<typeof OllamaChatRequest>['tools']): Pick<Translation['answer'], 'tools'> {
  const offered = (tools ?? []).map(({ function: { name, description, parameters } }, at) => ({
    name,
    description,
    parameters,
    paths: { name: `tools.${at}.function.name`, schema: `tools.${at}.function.parameters` },
  }));
  return readToolUse(offered, { kind: 'auto', parallel: true });
}
