/** The items of OpenAI's request for a response as messages. Pure. */
import type { ChatMessage } from '../../../../contract/generate.ts';
import type { ResponseRequest } from '../../../../contract/openai-responses.ts';
import { refuse } from '../../../../contract/problem.ts';
import { KnownCalls } from '../../tools/known-calls.ts';

type Item = Exclude<ResponseRequest['input'], string>[number];
type Content = Extract<Item, { role: string }>['content'];

/** @throws ProblemError invalid_request, naming the field as a path */
export function readMessages({ instructions, input }: ResponseRequest): ChatMessage[] {
  const first: ChatMessage[] = instructions ? [{ role: 'system', content: instructions }] : [];
  if (typeof input === 'string') return [...first, { role: 'user', content: input }];
  const known = new KnownCalls();
  const messages: ChatMessage[] = [];
  for (const [at, item] of input.entries()) {
    const path = `input.${at}`;
    if (item.type === 'reasoning') continue;
    if (item.type === 'function_call') {
      const { call_id: id, name, arguments: given } = item;
      addCall(messages, known.add({ id, name, arguments: given }, `${path}.arguments`));
    } else if (item.type === 'function_call_output') {
      const answers = known.find(item.call_id, `${path}.call_id`);
      messages.push({ role: 'tool', content: textOf(item.output), answers });
    } else messages.push({ role: item.role === 'developer' ? 'system' : item.role, content: textOf(item.content) });
  }
  return messages.length > 0
    ? [...first, ...messages]
    : refuse('invalid_request', 'There is no message in it.', { param: 'input' });
}

/** Calls are items of their own here, and part of the assistant's message elsewhere. */
function addCall(messages: ChatMessage[], call: NonNullable<ChatMessage['calls']>[number]): void {
  const last = messages.at(-1);
  if (last?.role === 'assistant') last.calls = [...(last.calls ?? []), call];
  else messages.push({ role: 'assistant', content: '', calls: [call] });
}

const textOf = (content: Content): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('');
