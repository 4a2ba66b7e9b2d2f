/** A file of the catalogue as the variant that it will be when it is here: for plans that are only looked at. Pure. */
import { createHash } from 'node:crypto';
import type { Variant } from '../../../contract/model.ts';
import { factsOf } from './catalogue.ts';
import type { CatalogueEntry, CatalogueFile } from './entry.ts';

export function asVariant(entry: CatalogueEntry, file: CatalogueFile): Variant {
  const { name: model } = entry;
  const { quantization: name, sizeBytes, sha256 } = file;
  // Where its hash is not known, something stands for it that no file has.
  const stand = createHash('sha256')
    .update(`${entry.repo} ${file.paths.join(' ')}`)
    .digest('hex');
  return { sha256: sha256 ?? stand, model, name, sizeBytes, demo: false, facts: factsOf(entry, file) };
}
