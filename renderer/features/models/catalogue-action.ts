import type { ModelView } from '../../../contract/control-api.ts';
import type { CatalogueModel, DownloadView } from '../../../contract/library.ts';

/**
 * What can be done with a row of the catalogue.
 *
 *   open     it is deployed: it stands under In use
 *   coming   it is on its way
 *   deploy   the sheet, for the chosen quantization
 *   try      the chosen one fits nowhere, this one does
 *   nothing  none of its files fits; the reason stands beside it
 */
export type CatalogueAction =
  | { readonly type: 'open' }
  | { readonly type: 'coming'; readonly download: DownloadView }
  | { readonly type: 'deploy'; readonly quantization: string }
  | { readonly type: 'try'; readonly quantization: string }
  | { readonly type: 'nothing' };

export function catalogueAction(
  { variants }: CatalogueModel,
  quantization: string,
  office: ModelView | undefined,
  download: DownloadView | undefined,
): CatalogueAction {
  const variant = variants.find((one) => one.quantization === quantization);
  if (download && download.quantization === quantization) return { type: 'coming', download };
  const refused = office?.state === 'refused' && office.variant === quantization;
  const other = smallerThatFits(variants, quantization);
  if (refused && other !== null) return { type: 'try', quantization: other };
  if (office?.wishes && (variant?.here ?? false)) return { type: 'open' };
  if (variant && variant.fit.verdict !== 'never') return { type: 'deploy', quantization };
  return other === null ? { type: 'nothing' } : { type: 'try', quantization: other };
}

/** The best smaller quantization that has a place: now, else at all; null: none. */
export function smallerThatFits(variants: CatalogueModel['variants'], quantization: string): string | null {
  const size = variants.find((one) => one.quantization === quantization)?.sizeBytes ?? Infinity;
  const smaller = variants.filter(({ sizeBytes }) => sizeBytes < size);
  const fitting =
    smaller.find(({ fit }) => fit.verdict === 'now') ?? smaller.find(({ fit }) => fit.verdict !== 'never');
  return fitting?.quantization ?? null;
}
