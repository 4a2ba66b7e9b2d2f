/** A conversation with tools for a template that knows none: they are described in words, and calls and results are text. Pure. */
import type { ChatMessage } from '../../../contract/generate.ts';
import type { CallSyntax, ToolUse } from '../../../contract/tools.ts';
import { writeCalls } from './write-call.ts';

const between = '\n\n';

/** @param tools null: there were some earlier, and now there are none */
export function plainMessages(
  messages: readonly ChatMessage[],
  tools: ToolUse | null,
  syntax: CallSyntax,
): readonly ChatMessage[] {
  const plain = messages.map((message) => plainMessage(message, syntax));
  if (tools === null) return plain;
  const [first, ...rest] = plain;
  const words = instructions(tools, syntax);
  return first?.role === 'system'
    ? [{ role: 'system', content: first.content + between + words }, ...rest]
    : [{ role: 'system', content: words }, ...plain];
}

function plainMessage({ role, content, calls }: ChatMessage, syntax: CallSyntax): ChatMessage {
  if (role === 'tool') return { role: 'user', content: `<tool_response>\n${content}\n</tool_response>` };
  if (!calls) return { role, content };
  const written = writeCalls(calls, syntax);
  return { role, content: content === '' ? written : content + between + written };
}

function instructions({ list, required, parallel }: ToolUse, syntax: CallSyntax): string {
  const shown = list.map(({ name, description, parameters }) =>
    JSON.stringify({ type: 'function', function: { name, description, parameters } }),
  );
  const example = writeCalls([{ name: 'NAME', arguments: '{"PARAMETER": VALUE}' }], syntax);
  return [
    `You have tools. They are described here, one a line, with their parameters as a JSON schema:\n${shown.join('\n')}`,
    `To call a tool, write nothing but this, with its name and its arguments in JSON:\n${example}`,
    'You are then given what it returns, between <tool_response> and </tool_response>.',
    parallel ? 'You may call several, one after the other.' : 'Call one at a time.',
    required ? 'You must call a tool now.' : 'Call a tool only where it helps; otherwise answer in words.',
  ].join('\n');
}
