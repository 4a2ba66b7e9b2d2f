/** A model in OpenAI's shape. */
import type { OpenAiModel } from '../../../contract/openai.ts';
import type { NamedModel } from '../model-names.ts';
import { toSeconds } from './to-seconds.ts';

export const writeModel = ({ name, addedAt, contextLength, kind, aliasOf }: NamedModel): OpenAiModel => ({
  id: name,
  object: 'model',
  created: toSeconds(addedAt),
  owned_by: 'aivailable',
  context_length: contextLength,
  capabilities: kind === 'chat' ? ['chat', 'completion', 'structured_output', 'tools'] : ['embedding'],
  ...(aliasOf === null ? {} : { alias_of: aliasOf }),
});
