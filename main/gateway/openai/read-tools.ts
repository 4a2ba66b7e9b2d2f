/** The tools of OpenAI's chat request as our own. Pure. */
import type { ChatCompletionRequest } from '../../../contract/openai.ts';
import type { ToolUse } from '../../../contract/tools.ts';
import { readToolUse, type ToolChoice } from '../tools/tool-use.ts';

type Asked = Pick<ChatCompletionRequest, 'tools' | 'tool_choice' | 'parallel_tool_calls'>;

/** @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path */
export function readTools({ tools, tool_choice: choice, parallel_tool_calls: parallel }: Asked): { tools?: ToolUse } {
  const offered = (tools ?? []).map(({ function: { name, description, parameters, strict } }, at) => ({
    name,
    description,
    parameters,
    strict,
    paths: { name: `tools.${at}.function.name`, schema: `tools.${at}.function.parameters` },
  }));
  return readToolUse(offered, { ...readChoice(choice), parallel: parallel !== false });
}

function readChoice(choice: Asked['tool_choice']): Omit<ToolChoice, 'parallel'> {
  if (typeof choice !== 'object' || choice === null) return { kind: choice ?? 'auto' };
  if (choice.type === 'function') return { kind: 'required', names: [choice.function.name] };
  const { mode, tools } = choice.allowed_tools;
  return { kind: mode, names: tools.map(({ function: { name } }) => name) };
}
