/** What of OpenAI's chat request cannot be done here. */
import { refuse } from '../../../contract/problem.ts';
import { isFields, meaningOf, never, refuseFields, type Fields, type Harmless } from '../refuse-fields.ts';

const isChoiceOfNone = (value: unknown): boolean => value === 'none' || value === 'auto';

export const unsupportedInChats: Harmless = {
  // The older names of tools.
  functions: never,
  function_call: isChoiceOfNone,
  audio: never,
  modalities: (value) => Array.isArray(value) && value.every((one) => one === 'text'),
  web_search_options: never,
};

const unsupportedInMessages: Harmless = { function_call: never, audio: never };

const partNames: Readonly<Record<string, string>> = {
  image_url: 'Images',
  input_audio: 'Sound',
  file: 'Files',
};

/** @throws ProblemError unsupported_parameter that names the field as a path. */
export function refuseUnsupported(body: unknown): void {
  if (!isFields(body)) return;
  refuseFields(body, unsupportedInChats);
  refuseOtherTools(body['tools'], 'tools');
  if (!Array.isArray(body['messages'])) return;
  for (const [at, message] of body['messages'].entries())
    if (isFields(message)) refuseInMessage(message, `messages.${at}`);
}

function refuseInMessage(message: Fields, path: string): void {
  if (message['role'] === 'function') {
    refuse('unsupported_parameter', 'Messages of the role "function" are not supported.', {
      param: `${path}.role`,
    });
  }
  refuseFields(message, unsupportedInMessages, path);
  refuseOtherTools(message['tool_calls'], `${path}.tool_calls`);
  if (!Array.isArray(message['content'])) return;
  for (const [at, part] of message['content'].entries()) {
    const kind = isFields(part) ? meaningOf(partNames, part['type']) : undefined;
    if (kind)
      refuse('unsupported_parameter', `${kind} in messages are not supported.`, { param: `${path}.content.${at}` });
  }
}

/** Functions are the client's own; other tools are what OpenAI hosts, or take text that is no JSON. */
export function refuseOtherTools(tools: unknown, path: string): void {
  if (!Array.isArray(tools)) return;
  for (const [at, tool] of tools.entries()) {
    const type: unknown = isFields(tool) ? tool['type'] : undefined;
    if (typeof type !== 'string' || type === 'function') continue;
    refuse('unsupported_parameter', `Tools of the type "${type.slice(0, 60)}" are not supported: only functions are.`, {
      param: `${path}.${at}.type`,
    });
  }
}
