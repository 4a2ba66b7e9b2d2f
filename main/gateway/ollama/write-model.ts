/** Models in Ollama's shapes. */
import type { OllamaDetails, OllamaModel } from '../../../contract/ollama.ts';
import type { NamedModel } from '../model-names.ts';

/** Clients want a time; the office sets none. */
const never = '9999-12-31T23:59:59Z';

export const writeModel = ({ name, addedAt, file }: NamedModel): OllamaModel => ({
  name,
  model: name,
  modified_at: new Date(addedAt).toISOString(),
  size: file?.sizeBytes ?? 0,
  digest: file?.sha256 ?? '',
  details: writeDetails(file),
});

/** Of one that runs: all of it is in video memory. */
export const writeRunning = (model: NamedModel) => ({
  ...writeModel(model),
  size_vram: model.file?.sizeBytes ?? 0,
  expires_at: never,
  context_length: model.contextLength ?? 0,
});

export function writeShown(model: NamedModel) {
  const { file, contextLength, kind } = model;
  const architecture = file?.facts.architecture ?? 'unknown';
  const { modified_at, details } = writeModel(model);
  return {
    modelfile: '',
    parameters: '',
    template: '',
    modified_at,
    details,
    model_info: {
      'general.architecture': architecture,
      'general.parameter_count': file?.facts.parameters ?? 0,
      [`${architecture}.context_length`]: contextLength ?? 0,
      [`${architecture}.embedding_length`]: file?.facts.embeddingLength ?? 0,
    },
    capabilities: [{ chat: 'completion', embedding: 'embedding', reranker: 'rerank' }[kind]],
  };
}

function writeDetails(file: NamedModel['file']): OllamaDetails {
  const family = file?.facts.architecture ?? '';
  return {
    parent_model: '',
    format: 'gguf',
    family,
    families: [family],
    parameter_size: sizeOf(file?.facts.parameters ?? 0),
    quantization_level: file?.facts.quantization ?? '',
  };
}

const sizeOf = (parameters: number): string =>
  parameters >= 1e9 ? `${(parameters / 1e9).toFixed(1)}B` : `${(parameters / 1e6).toFixed(0)}M`;
