/** The catalogue as the window shows it: each model with where it fits in this office. Pure. */
import type { CatalogueModel, Fit } from '../../../contract/library.ts';
import type { Variant } from '../../../contract/model.ts';
import { fitOf, type FitOffice, type MemoryRules } from '../fits.ts';
import { pageOf } from '../hub.ts';
import { factsOf } from './catalogue.ts';
import type { CatalogueEntry, CatalogueFile } from './entry.ts';

interface ViewParts {
  readonly office: FitOffice;
  readonly rules: MemoryRules;
  /** The files that are in the office. */
  readonly variants: readonly Variant[];
  readonly endpoint: URL;
}

/** Half of the size of 8 bits, nearly all of its quality: what people take when nothing speaks for another one. */
const usualQuantization = 'Q4_K_M';

export function viewEntry(entry: CatalogueEntry, parts: ViewParts): CatalogueModel {
  const { name, family, maker, kind, uses, goodFor, languages, parameters, licence, header, repo, files } = entry;
  const fits = files.map((file) => ({ file, fit: fitOf(factsOf(entry, file), parts.office, parts.rules) }));
  const isHere = ({ quantization }: CatalogueFile): boolean =>
    parts.variants.some((variant) => variant.model === name && variant.name === quantization);
  return {
    name,
    family,
    maker,
    kind,
    uses,
    goodFor,
    languages,
    parameters,
    trainedContext: header.trainedContext,
    licence,
    page: pageOf(parts.endpoint, repo),
    variants: fits.map(({ file, fit }) => ({
      quantization: file.quantization,
      sizeBytes: file.sizeBytes,
      approximate: file.approximate,
      here: isHere(file),
      fit,
    })),
    suggested: suggestedOf(fits),
  };
}

/** The usual one where it fits, else the best that does; where none fits, the usual one again. */
function suggestedOf(fits: readonly { readonly file: CatalogueFile; readonly fit: Fit }[]): string {
  const fitting = fits.filter(({ fit }) => fit.verdict === 'now').map(({ file }) => file.quantization);
  const all = fits.map(({ file }) => file.quantization);
  const usual = (among: readonly string[]): string | undefined =>
    among.includes(usualQuantization) ? usualQuantization : among[0];
  return usual(fitting) ?? usual(all) ?? usualQuantization;
}
