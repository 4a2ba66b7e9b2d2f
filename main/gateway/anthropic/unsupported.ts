/** What of Anthropic's request cannot be done here. */
import { refuse } from '../../../contract/problem.ts';
import { isFields, meaningOf, never, refuseFields, type Harmless } from '../refuse-fields.ts';

const typeIs =
  (...types: readonly string[]) =>
  (value: unknown): boolean =>
    isFields(value) && types.includes(String(value['type']));

export const unsupportedInMessages: Harmless = {
  tools: never,
  tool_choice: typeIs('auto', 'none'),
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
  tool_use: 'Tools',
  tool_result: 'Tools',
  server_tool_use: 'Tools',
};

/** @throws ProblemError unsupported_parameter that names the field as a path. */
export function refuseUnsupported(body: unknown): void {
  if (!isFields(body)) return;
  refuseFields(body, unsupportedInMessages);
  const messages: unknown = body['messages'];
  if (!Array.isArray(messages)) return;
  for (const [at, message] of messages.entries()) {
    if (!isFields(message) || !Array.isArray(message['content'])) continue;
    for (const [place, part] of message['content'].entries()) {
      const kind = isFields(part) ? meaningOf(partNames, part['type']) : undefined;
      if (kind)
        refuse('unsupported_parameter', `${kind} in messages are not supported.`, {
          param: `messages.${at}.content.${place}`,
        });
    }
  }
  const last: unknown = messages.at(-1);
  if (isFields(last) && last['role'] === 'assistant') {
    refuse('unsupported_parameter', 'The last message must be the user’s: answers cannot be begun for the model.', {
      param: `messages.${messages.length - 1}.role`,
    });
  }
}
