/** The tools of OpenAI's request for a response as our own. Pure. */
import type { ResponseRequest } from '../../../../contract/openai-responses.ts';
import type { ToolUse } from '../../../../contract/tools.ts';
import { readToolUse, type ToolChoice } from '../../tools/tool-use.ts';

type Asked = Pick<ResponseRequest, 'tools' | 'tool_choice' | 'parallel_tool_calls'>;

/** @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path */
export function readTools({ tools, tool_choice: choice, parallel_tool_calls: parallel }: Asked): { tools?: ToolUse } {
  const offered = (tools ?? []).map(({ name, description, parameters, strict }, at) => ({
    name,
    description,
    parameters,
    strict,
    paths: { name: `tools.${at}.name`, schema: `tools.${at}.parameters` },
  }));
  return readToolUse(offered, { ...readChoice(choice), parallel: parallel !== false });
}

function readChoice(choice: Asked['tool_choice']): Omit<ToolChoice, 'parallel'> {
  if (typeof choice !== 'object' || choice === null) return { kind: choice ?? 'auto' };
  if (choice.type === 'function') return { kind: 'required', names: [choice.name] };
  return { kind: choice.mode, names: choice.tools.map(({ name }) => name) };
}
