/** Ollama's messages as our own. Pure. */
import type { ChatMessage } from '../../../contract/generate.ts';
import type { OllamaMessage } from '../../../contract/ollama.ts';
import { refuse } from '../../../contract/problem.ts';
import type { ToolCall } from '../../../contract/tools.ts';

/** @throws ProblemError invalid_request, naming the field as a path */
export function readMessages(messages: readonly OllamaMessage[]): ChatMessage[] {
  const open: ToolCall[] = [];
  let made = 0;
  return messages.map((message, at): ChatMessage => {
    const { role, content } = message;
    if (role === 'tool') return { role, content, answers: answered(message, open, `messages.${at}`) };
    if (role !== 'assistant' || !message.tool_calls?.length) return { role, content };
    const calls = message.tool_calls.map(({ id, function: { name, arguments: given } }) => ({
      id: id ?? `call-${made++}`,
      name,
      arguments: JSON.stringify(given),
    }));
    open.push(...calls);
    return { role, content, calls };
  });
}

/** A result names its call's id, its tool, or nothing: then it belongs to the first call that waits for one. */
function answered(message: OllamaMessage, open: ToolCall[], path: string): Pick<ToolCall, 'id' | 'name'> {
  const { tool_call_id: id, tool_name: name } = message;
  const at = open.findIndex((call) => (id ? call.id === id : name ? call.name === name : true));
  const [found] = at < 0 ? [] : open.splice(at, 1);
  if (found) return { id: found.id, name: found.name };
  return refuse('invalid_request', 'No call in front of it waits for it.', { param: `${path}.role` });
}
