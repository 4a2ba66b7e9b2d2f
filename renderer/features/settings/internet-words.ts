/** The limit for downloads, as the window says it. */
import { mbitBytes, type InternetLimit } from '../../../contract/internet.ts';
import { language, t } from '../../../words/words.ts';
import { capitalized, hoursWords } from '../machines/hours-words.ts';

/** "50", as the reader's language writes it. */
export const mbitFigure = (bytesPerSecond: number): string =>
  (bytesPerSecond / mbitBytes).toLocaleString(language(), { maximumFractionDigits: 2, useGrouping: false });

/** "50 Mbit/s". */
export const limitWords = (bytesPerSecond: number | null): string =>
  bytesPerSecond === null ? t('No limit') : t('{{figure}} Mbit/s', { figure: mbitFigure(bytesPerSecond) });

/** Under the row: when it holds, and for what. */
export function whenWords({ bytesPerSecond, hours }: InternetLimit): string {
  if (bytesPerSecond === null) return t('Downloads of models take what they get of the office’s line');
  return hours
    ? t('{{hours}}. Otherwise downloads of models have no limit', { hours: capitalized(hoursWords(hours)) })
    : t('At any time, for all downloads of models together');
}
