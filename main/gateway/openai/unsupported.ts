/** What of OpenAI's chat request cannot be done here: it is refused by name, since leaving it out would change the answer. */
import { refuse } from '../../../contract/problem.ts';

type Fields = Readonly<Record<string, unknown>>;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** For each field, which values ask for nothing and are let through. */
const harmless: Readonly<Record<string, (value: unknown) => boolean>> = {
  n: (value) => value === 1,
  tools: () => false,
  functions: () => false,
  tool_choice: (value) => value === 'none' || value === 'auto',
  function_call: (value) => value === 'none' || value === 'auto',
  logprobs: (value) => value === false,
  top_logprobs: (value) => value === 0,
  logit_bias: () => false,
  presence_penalty: (value) => value === 0,
  frequency_penalty: (value) => value === 0,
  audio: () => false,
  modalities: (value) => Array.isArray(value) && value.every((one) => one === 'text'),
  web_search_options: () => false,
};

const partNames: Readonly<Record<string, string>> = {
  image_url: 'Images',
  input_audio: 'Sound',
  file: 'Files',
};

/** @throws ProblemError unsupported_parameter that names the field as a path. */
export function refuseUnsupported(body: unknown): void {
  if (!isFields(body)) return;
  for (const [name, isHarmless] of Object.entries(harmless)) {
    const value = body[name];
    if (isEmpty(value) || isHarmless(value)) continue;
    refuse('unsupported_parameter', `"${name}" is not supported.`, { param: name });
  }
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
  for (const name of ['tool_calls', 'function_call', 'audio']) {
    if (!isEmpty(message[name]))
      refuse('unsupported_parameter', `"${name}" is not supported.`, { param: `${path}.${name}` });
  }
  if (!Array.isArray(message['content'])) return;
  for (const [at, part] of message['content'].entries()) {
    const kind = isFields(part) && typeof part['type'] === 'string' ? partNames[part['type']] : undefined;
    if (kind)
      refuse('unsupported_parameter', `${kind} in messages are not supported.`, { param: `${path}.content.${at}` });
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
