/** What a prompt is made of, roughly as a model reads it: to know its length, and what of it a machine has read already. Pure. */
import type { ChatMessage } from '../../contract/generate.ts';
import type { ToolUse } from '../../contract/tools.ts';

export const messageText = ({ content, calls = [] }: ChatMessage): string =>
  [content, ...calls.map(({ name, arguments: given }) => `${name} ${given}`)].join('\n');

export const toolText = ({ list }: ToolUse): string =>
  list.map(({ name, description, parameters }) => `${name}\n${description}\n${JSON.stringify(parameters)}\n`).join('');
