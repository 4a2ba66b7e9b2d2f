/** What a download has to load, from what a person asked for. Pure. */
import { parseGGUFQuantLabel } from '@huggingface/gguf';
import type { CatalogueModel } from '../../contract/library.ts';
import type { DeploymentWishes } from '../../contract/model.ts';
import { refuse } from '../../contract/problem.ts';
import type { CatalogueEntry } from './catalogue/entry.ts';
import { sourceInEntry } from './catalogue/source-in-catalogue.ts';
import type { WantedModel } from './download-record.ts';
import { modelName } from './model-name.ts';
import { partsOf } from './split-names.ts';

/** @param view the same entry as it looks in this office. @throws ProblemError invalid_request when there is no such quantization */
export function wantedOfCatalogue(
  entry: CatalogueEntry,
  view: CatalogueModel,
  quantization: string,
  wishes: DeploymentWishes = {},
): WantedModel {
  const { name, files } = entry;
  const file = files.find((one) => one.quantization === quantization.toUpperCase());
  if (!file) {
    const all = files.map((one) => one.quantization).join(', ');
    return refuse('invalid_request', `${name} is there as ${all}, not as ${quantization.slice(0, 40)}.`, {
      param: 'quantization',
    });
  }
  const fit = view.variants.find((one) => one.quantization === file.quantization)?.fit;
  return {
    model: name,
    quantization: file.quantization,
    ...sourceInEntry(entry, file),
    sizeBytes: file.sizeBytes,
    // As long as what was found to fit, if nobody says otherwise.
    wishes: fit && fit.verdict !== 'never' ? { contextLength: fit.shape.contextLength, ...wishes } : wishes,
  };
}

/** Any file of the hub. @param file its path; of a split model any part */
export const wantedOfHub = (repo: string, file: string, wishes: DeploymentWishes = {}): WantedModel => ({
  model: modelName(file),
  quantization: parseGGUFQuantLabel(file.toUpperCase()) ?? 'unknown',
  repo,
  revision: 'main',
  files: partsOf(file).map((path) => ({ path, sha256: null })),
  sizeBytes: null,
  wishes,
});
