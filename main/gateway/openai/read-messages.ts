/** OpenAI's messages as our own. Pure. */
import type { ChatMessage } from '../../../contract/generate.ts';
import type { ChatCompletionRequest } from '../../../contract/openai.ts';
import { refuse } from '../../../contract/problem.ts';
import { KnownCalls } from '../tools/known-calls.ts';

type Messages = ChatCompletionRequest['messages'];

/** @throws ProblemError invalid_request, naming the field as a path */
export function readMessages(messages: Messages): ChatMessage[] {
  const known = new KnownCalls();
  return messages.map((message, at): ChatMessage => {
    const path = `messages.${at}`;
    if (message.role === 'tool') {
      const answers = known.find(message.tool_call_id, `${path}.tool_call_id`);
      return { role: 'tool', content: textOf(message.content), answers };
    }
    if (message.role !== 'assistant') {
      return { role: message.role === 'developer' ? 'system' : message.role, content: textOf(message.content) };
    }
    const { content, tool_calls: called } = message;
    const calls = (called ?? []).map(({ id, function: { name, arguments: given } }, place) =>
      known.add({ id, name, arguments: given }, `${path}.tool_calls.${place}.function.arguments`),
    );
    if (calls.length > 0) return { role: 'assistant', content: textOf(content), calls };
    if (content !== null && content !== undefined) return { role: 'assistant', content: textOf(content) };
    return refuse('invalid_request', 'The message has neither text nor calls.', { param: `${path}.content` });
  });
}

const textOf = (content: Messages[number]['content']): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('');
