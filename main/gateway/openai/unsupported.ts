/** What of OpenAI's chat request cannot be done here. */
import { refuse } from '../../../contract/problem.ts';
import { isFields, meaningOf, never, refuseFields, type Fields, type Harmless } from '../refuse-fields.ts';

const isChoiceOfNone = (value: unknown): boolean => value === 'none' || value === 'auto';

export const unsupportedInChats: Harmless = {
  tools: never,
  functions: never,
  tool_choice: isChoiceOfNone,
  function_call: isChoiceOfNone,
  audio: never,
  modalities: (value) => Array.isArray(value) && value.every((one) => one === 'text'),
  web_search_options: never,
};

const unsupportedInMessages: Harmless = { tool_calls: never, function_call: never, audio: never };

const partNames: Readonly<Record<string, string>> = {
  image_url: 'Images',
  input_audio: 'Sound',
  file: 'Files',
};

/** @throws ProblemError unsupported_parameter that names the field as a path. */
export function refuseUnsupported(body: unknown): void {
  if (!isFields(body)) return;
  refuseFields(body, unsupportedInChats);
  if (!Array.isArray(body['messages'])) return;
  for (const [at, message] of body['messages'].entries())
    if (isFields(message)) refuseInMessage(message, `messages.${at}`);
}

function refuseInMessage(message: Fields, path: string): void {
  if (message['role'] === 'tool' || message['role'] === 'function') {
    refuse('unsupported_parameter', `Messages of the role "${message['role']}" are not supported.`, {
      param: `${path}.role`,
    });
  }
  refuseFields(message, unsupportedInMessages, path);
  if (!Array.isArray(message['content'])) return;
  for (const [at, part] of message['content'].entries()) {
    const kind = isFields(part) ? meaningOf(partNames, part['type']) : undefined;
    if (kind)
      refuse('unsupported_parameter', `${kind} in messages are not supported.`, { param: `${path}.content.${at}` });
  }
}
