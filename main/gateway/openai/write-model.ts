/** A model in OpenAI's shape. */
import type { OpenAiModel } from '../../../contract/openai.ts';
import type { RouterModel } from '../../router/snapshot.ts';
import { toSeconds } from './to-seconds.ts';

export const writeModel = ({ name, addedAt, contextLength, kind }: RouterModel): OpenAiModel => ({
  id: name,
  object: 'model',
  created: toSeconds(addedAt),
  owned_by: 'aivailable',
  context_length: contextLength,
  capabilities: kind === 'chat' ? ['chat', 'completion', 'structured_output'] : ['embedding'],
});
