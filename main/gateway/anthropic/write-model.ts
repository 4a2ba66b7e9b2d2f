/** Models in Anthropic's shape: those that write, as it knows no others. */
import type { AnthropicModel } from '../../../contract/anthropic.ts';
import type { NamedModel } from '../model-names.ts';

export const writeModel = ({ name, addedAt, contextLength }: NamedModel): AnthropicModel => ({
  type: 'model',
  id: name,
  display_name: name,
  created_at: new Date(addedAt).toISOString(),
  max_input_tokens: contextLength,
});

/** All of them on one page. */
export function writeModels(models: readonly NamedModel[]) {
  const data = models.filter(({ kind }) => kind === 'chat').map(writeModel);
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}
