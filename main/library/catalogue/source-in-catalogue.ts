import type { ModelSource } from '../../../contract/library.ts';
import { catalogue } from './catalogue.ts';
import type { CatalogueEntry, CatalogueFile } from './entry.ts';

/** Where a file of the catalogue is. One hash is that of the one file; parts have each their own, which the hub tells. */
export const sourceInEntry = (
  { repo, revision }: Pick<CatalogueEntry, 'repo' | 'revision'>,
  { paths, sha256 }: CatalogueFile,
): ModelSource => ({
  repo,
  revision,
  files: paths.map((path) => ({ path, sha256: paths.length === 1 ? sha256 : null })),
});

/** Where the catalogue has a model of that name, in that quantization; null: it has not. */
export function sourceInCatalogue(model: string, quantization: string): ModelSource | null {
  const entry = catalogue.find(({ name }) => name === model);
  const file = entry?.files.find((one) => one.quantization === quantization.toUpperCase());
  return entry && file ? sourceInEntry(entry, file) : null;
}
