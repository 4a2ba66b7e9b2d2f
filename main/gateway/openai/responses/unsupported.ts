/** What of OpenAI's request for a response cannot be done here. */
import { scoresIncluded } from '../../../../contract/openai-responses.ts';
import { refuse } from '../../../../contract/problem.ts';
import { isFields, meaningOf, never, refuseFields, type Harmless } from '../../refuse-fields.ts';

export const unsupportedInResponses: Harmless = {
  tools: never,
  tool_choice: (value) => value === 'none' || value === 'auto',
  // Nothing of a response is kept.
  previous_response_id: never,
  conversation: never,
  background: (value) => value === false,
  prompt: never,
  include: (value) => Array.isArray(value) && value.every((one) => one === scoresIncluded),
  truncation: (value) => value === 'disabled',
};

const itemNames: Readonly<Record<string, string>> = {
  function_call: 'Tools',
  function_call_output: 'Tools',
  item_reference: 'References to earlier items',
};

const partNames: Readonly<Record<string, string>> = {
  input_image: 'Images',
  input_file: 'Files',
  input_audio: 'Sound',
};

/** @throws ProblemError unsupported_parameter that names the field as a path. */
export function refuseUnsupported(body: unknown): void {
  if (!isFields(body)) return;
  refuseFields(body, unsupportedInResponses);
  if (!Array.isArray(body['input'])) return;
  for (const [at, item] of body['input'].entries()) {
    refuseKind(item, itemNames, `input.${at}`);
    if (!isFields(item) || !Array.isArray(item['content'])) continue;
    for (const [place, part] of item['content'].entries()) refuseKind(part, partNames, `input.${at}.content.${place}`);
  }
}

function refuseKind(value: unknown, names: Readonly<Record<string, string>>, param: string): void {
  const kind = isFields(value) ? meaningOf(names, value['type']) : undefined;
  if (kind) refuse('unsupported_parameter', `${kind} are not supported.`, { param });
}
