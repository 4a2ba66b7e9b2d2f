import type { CatalogueModel } from '../../../contract/library.ts';

export const purposes = ['all', 'writing', 'code', 'reasoning', 'search'] as const;
export type Purpose = (typeof purposes)[number];

interface CatalogueFilter {
  /** Words that each must be found: in name, family, maker, purpose or languages. */
  readonly query: string;
  readonly purpose: Purpose;
  /** Only what has room on a card now. */
  readonly fitsNow: boolean;
}

/** What of the catalogue is shown, in the catalogue's own order. */
export function filterCatalogue(models: readonly CatalogueModel[], filter: CatalogueFilter): CatalogueModel[] {
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter((model) => {
    const text = textOf(model);
    return (
      (filter.purpose === 'all' || model.uses.includes(filter.purpose)) &&
      (!filter.fitsNow || model.variants.some(({ fit }) => fit.verdict === 'now')) &&
      words.every((word) => text.includes(word))
    );
  });
}

const textOf = ({ name, family, maker, uses, goodFor, languages }: CatalogueModel): string =>
  [name, family, maker, ...uses, goodFor, languages].join(' ').toLowerCase();
