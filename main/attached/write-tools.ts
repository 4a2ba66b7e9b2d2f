/** Tools, calls and their results in OpenAI's shape. Pure. */
import type { ServerKind } from '../../contract/attached.ts';
import type { ChatMessage } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import type { ToolUse } from '../../contract/tools.ts';

/** The others take what they are told of a choice, and do as they like. */
const obeys: ReadonlySet<ServerKind> = new Set(['vllm', 'llama-server', 'lm-studio', 'aivailable']);

/**
 * Only what may be called now is offered.
 * @throws ProblemError unsupported_parameter for a choice that the server would leave out
 */
export function writeTools(
  { list, callable, required, parallel }: ToolUse,
  kind: ServerKind,
): Readonly<Record<string, unknown>> {
  const param = required ? 'tool_choice' : parallel ? null : 'parallel_tool_calls';
  if (param && !obeys.has(kind)) {
    refuse('unsupported_parameter', `The external server that has this model knows no "${param}".`, { param });
  }
  const [only, ...others] = callable;
  const choice = others.length === 0 ? { type: 'function', function: { name: only } } : 'required';
  return {
    tools: list
      .filter(({ name }) => callable.includes(name))
      .map(({ name, description, parameters }) => ({ type: 'function', function: { name, description, parameters } })),
    ...(required && { tool_choice: choice }),
    ...(!parallel && { parallel_tool_calls: false }),
  };
}

export function writeMessage({ role, content, calls, answers }: ChatMessage): Readonly<Record<string, unknown>> {
  if (answers) return { role, content, tool_call_id: answers.id };
  if (!calls) return { role, content };
  const written = calls.map(({ id, name, arguments: given }) => ({
    id,
    type: 'function',
    function: { name, arguments: given },
  }));
  return { role, content: content === '' ? null : content, tool_calls: written };
}
