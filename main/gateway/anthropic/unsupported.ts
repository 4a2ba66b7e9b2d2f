/** What of Anthropic's request cannot be done here. */
import { refuse } from '../../../contract/problem.ts';
import { isFields, meaningOf, never, refuseFields, type Harmless } from '../refuse-fields.ts';

const typeIs =
  (...types: readonly string[]) =>
  (value: unknown): boolean =>
    isFields(value) && types.includes(String(value['type']));

export const unsupportedInMessages: Harmless = {
  // How long a model thinks is its own matter.
  thinking: typeIs('disabled'),
  mcp_servers: never,
  container: never,
  context_management: never,
  output_format: never,
};

const partNames: Readonly<Record<string, string>> = {
  image: 'Images',
  document: 'Documents',
  search_result: 'Search results',
  server_tool_use: 'Tools of Anthropic’s own',
  mcp_tool_use: 'Tools of other servers',
};

/** @throws ProblemError unsupported_parameter that names the field as a path. */
export function refuseUnsupported(body: unknown): void {
  if (!isFields(body)) return;
  refuseFields(body, unsupportedInMessages);
  if (Array.isArray(body['tools'])) for (const [at, tool] of body['tools'].entries()) refuseOtherTool(tool, at);
  const messages: unknown = body['messages'];
  if (!Array.isArray(messages)) return;
  for (const [at, message] of messages.entries()) {
    if (isFields(message)) refuseParts(message['content'], `messages.${at}.content`);
  }
  const last: unknown = messages.at(-1);
  if (isFields(last) && last['role'] === 'assistant') {
    refuse('unsupported_parameter', 'The last message must be the user’s: answers cannot be begun for the model.', {
      param: `messages.${messages.length - 1}.role`,
    });
  }
}

/** What a tool gave back has parts, too. */
function refuseParts(parts: unknown, path: string): void {
  if (!Array.isArray(parts)) return;
  for (const [place, part] of parts.entries()) {
    if (!isFields(part)) continue;
    const kind = meaningOf(partNames, part['type']);
    if (kind) refuse('unsupported_parameter', `${kind} in messages are not supported.`, { param: `${path}.${place}` });
    if (part['type'] === 'tool_result') refuseParts(part['content'], `${path}.${place}.content`);
  }
}

/** Only the client's own have a schema; the others are known to Anthropic's models by their type. */
function refuseOtherTool(tool: unknown, at: number): void {
  const type: unknown = isFields(tool) ? tool['type'] : undefined;
  if (typeof type !== 'string' || type === 'custom') return;
  refuse('unsupported_parameter', `Tools of the type "${type.slice(0, 60)}" are not supported: only your own are.`, {
    param: `tools.${at}.type`,
  });
}
