/** A model in OpenAI's shape. */
import type { OpenAiModel } from '../../../contract/openai.ts';
import type { RouterModel } from '../../router/snapshot.ts';

export const writeModel = ({ name, addedAt, contextLength }: RouterModel): OpenAiModel => ({
  id: name,
  object: 'model',
  created: Math.floor(addedAt / 1000),
  owned_by: 'aivailable',
  context_length: contextLength,
});
