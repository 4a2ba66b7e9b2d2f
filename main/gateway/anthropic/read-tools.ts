/** Anthropic's tools as our own. Pure. */
import type { CountTokensRequest } from '../../../contract/anthropic.ts';
import { refuse } from '../../../contract/problem.ts';
import type { ToolUse } from '../../../contract/tools.ts';
import { readToolUse, type ToolChoice } from '../tools/tool-use.ts';

/** @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path */
export function readTools({ tools, tool_choice: choice }: CountTokensRequest): { tools?: ToolUse } {
  const offered = (tools ?? []).map(({ name, description, input_schema: parameters, strict }, at) => ({
    name,
    description,
    parameters,
    strict,
    paths: { name: `tools.${at}.name`, schema: `tools.${at}.input_schema` },
  }));
  return readToolUse(offered, { ...readChoice(choice), parallel: choice?.disable_parallel_tool_use !== true });
}

function readChoice(choice: CountTokensRequest['tool_choice']): Omit<ToolChoice, 'parallel'> {
  switch (choice?.type) {
    case undefined:
    case 'auto':
      return { kind: 'auto' };
    case 'none':
      return { kind: 'none' };
    case 'any':
      return { kind: 'required' };
    case 'tool': {
      const name = choice.name ?? refuse('invalid_request', 'It names no tool.', { param: 'tool_choice.name' });
      return { kind: 'required', names: [name] };
    }
  }
}
