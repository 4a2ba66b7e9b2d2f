/** A model in OpenAI's shape. */
import type { OpenAiModel } from '../../../contract/openai.ts';
import type { NamedModel } from '../model-names.ts';
import { toSeconds } from './to-seconds.ts';

const capabilities: Readonly<Record<NamedModel['kind'], OpenAiModel['capabilities']>> = {
  chat: ['chat', 'completion', 'structured_output'],
  embedding: ['embedding'],
  reranker: ['rerank'],
};

export const writeModel = ({ name, addedAt, contextLength, kind, aliasOf }: NamedModel): OpenAiModel => ({
  id: name,
  object: 'model',
  created: toSeconds(addedAt),
  owned_by: 'aivailable',
  context_length: contextLength,
  capabilities: [...capabilities[kind]],
  ...(aliasOf === null ? {} : { alias_of: aliasOf }),
});
