import type { CatalogueModel } from '../../../contract/library.ts';
import { retell } from '../../../words/retell.ts';
import { msg, t, type Message } from '../../../words/words.ts';

export const purposes = ['all', 'writing', 'code', 'reasoning', 'search'] as const;
export type Purpose = (typeof purposes)[number];

export const purposeNames: Readonly<Record<Purpose, Message>> = {
  all: msg('All'),
  writing: msg('Writing'),
  code: msg('Code'),
  reasoning: msg('Reasoning'),
  search: msg('Search'),
};

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

/** In English, too: that is how its maker's page speaks of it. */
const textOf = ({ name, family, maker, uses, goodFor, languages }: CatalogueModel): string => {
  const purposesOf = purposes.filter((one) => one !== 'all' && uses.includes(one));
  const inEnglish = [name, family, maker, ...uses, goodFor, languages];
  const asRead = [...purposesOf.map((one) => t(purposeNames[one])), retell(goodFor), retell(languages)];
  return [...inEnglish, ...asRead].join(' ').toLowerCase();
};
