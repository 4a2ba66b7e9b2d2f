/** What of OpenAI's request for a response cannot be done here. */
import { scoresIncluded } from '../../../../contract/openai-responses.ts';
import { refuse } from '../../../../contract/problem.ts';
import { isFields, meaningOf, never, refuseFields, type Harmless } from '../../refuse-fields.ts';
import { refuseOtherTools } from '../unsupported.ts';

export const unsupportedInResponses: Harmless = {
  // Nothing of a response is kept.
  previous_response_id: never,
  conversation: never,
  background: (value) => value === false,
  prompt: never,
  include: (value) => Array.isArray(value) && value.every((one) => one === scoresIncluded),
  truncation: (value) => value === 'disabled',
};

const itemNames: Readonly<Record<string, string>> = {
  custom_tool_call: 'Calls of tools other than functions',
  custom_tool_call_output: 'Calls of tools other than functions',
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
  refuseOtherTools(body['tools'], 'tools');
  if (!Array.isArray(body['input'])) return;
  for (const [at, item] of body['input'].entries()) {
    refuseKind(item, itemNames, `input.${at}`);
    if (!isFields(item)) continue;
    for (const field of ['content', 'output']) {
      const parts: unknown = item[field];
      if (!Array.isArray(parts)) continue;
      for (const [place, part] of parts.entries()) refuseKind(part, partNames, `input.${at}.${field}.${place}`);
    }
  }
}

function refuseKind(value: unknown, names: Readonly<Record<string, string>>, param: string): void {
  const kind = isFields(value) ? meaningOf(names, value['type']) : undefined;
  if (kind) refuse('unsupported_parameter', `${kind} are not supported.`, { param });
}
