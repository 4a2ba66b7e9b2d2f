/** POST /api/chat. */
import { OllamaChatRequest } from '../../../contract/ollama.ts';
import { refuse } from '../../../contract/problem.ts';
import { parse } from '../../base/parse.ts';
import { isFields, never, refuseFields } from '../refuse-fields.ts';
import type { Translation } from '../surface.ts';
import { readAsked, readContext, refuseUnsupported } from './read-options.ts';
import { writeAnswer } from './write-answer.ts';

export function translateChat(body: unknown, now: number, draw: () => number): Translation {
  refuseUnsupported(body);
  refuseInMessages(body);
  const request = parse(OllamaChatRequest, body);
  const messages = request.messages.map(({ role, content }) => ({ role, content }));
  return {
    answer: { ...readAsked(request, draw), input: { kind: 'chat', messages } },
    ...readContext(request),
    write: (model) =>
      writeAnswer({
        model,
        now,
        stream: request.stream !== false,
        raw: false,
        put: ({ text = '', ...thought }) => ({ message: { role: 'assistant', content: text, ...thought } }),
      }),
  };
}

function refuseInMessages(body: unknown): void {
  if (!isFields(body) || !Array.isArray(body['messages'])) return;
  for (const [at, message] of body['messages'].entries()) {
    if (!isFields(message)) continue;
    if (message['role'] === 'tool')
      refuse('unsupported_parameter', 'Messages of the role "tool" are not supported.', {
        param: `messages.${at}.role`,
      });
    refuseFields(message, { images: never, tool_calls: never }, `messages.${at}`);
  }
}
