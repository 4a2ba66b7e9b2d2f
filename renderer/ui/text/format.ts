/** Figures and times as the reader's language writes them. */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import { language, t } from '../../../words/words.ts';

/** With so many digits behind the comma: 9.94 → "9.9", in Portuguese "9,9". */
export const formatNumber = (value: number, digits = 0): string =>
  value.toLocaleString(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Memory and files: "6.3 GB", "28 MB". @see bytesInWords */
export const formatBytes = (bytes: number): string => bytesInWords(bytes, formatNumber);

/** As formatBytes, without GB: for sentences that said the unit already. */
export const formatFigure = (bytes: number): string => formatBytes(bytes).replace(' GB', '');

/** A card's size: "11 GB", "5.9 GB". */
export function formatTotal(bytes: number): string {
  return formatBytes(bytes).replace(/[.,]0 /, ' ');
}

/** "41" tokens a second; "0.4" under one. */
export const formatRate = (perSecond: number): string =>
  formatNumber(perSecond, perSecond > 0 && perSecond < 0.95 ? 1 : 0);

/** 8192 → "8,192". */
export const formatCount = (count: number): string => formatNumber(count);

/** "A, B and C". */
export const formatList = (names: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'conjunction' }).format(names);

/** A time to wait or that was waited, in seconds: "0.8 s", "20 s", "3 min". */
export function formatWait(seconds: number): string {
  if (seconds >= 90) return t('{{minutes}} min', { minutes: formatNumber(seconds / 60) });
  return `${formatNumber(seconds, seconds < 9.5 && !Number.isInteger(seconds) ? 1 : 0)} s`;
}

/** "10:42" on the reader's clock. */
export const formatClock = (time: number): string =>
  new Date(time).toLocaleTimeString(language(), { hour: '2-digit', minute: '2-digit' });

/** A time to come on the reader's calendar: "today 18:44", "tomorrow 10:44", "6 December, 10:44". */
export function formatUntil(time: number, now: number): string {
  const dayOf = (at: number): string => new Date(at).toDateString();
  const clock = formatClock(time);
  if (dayOf(time) === dayOf(now)) return t('today {{clock}}', { clock });
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  if (dayOf(time) === tomorrow.toDateString()) return t('tomorrow {{clock}}', { clock });
  return `${formatDay(time)}, ${clock}`;
}

/** "3 September" */
export const formatDay = (time: number): string =>
  new Date(time).toLocaleDateString(language(), { day: 'numeric', month: 'long' });

/** "31 January 2027", or shorter. */
export const formatDate = (time: number, month: 'long' | 'short' = 'long'): string =>
  new Date(time).toLocaleDateString(language(), { day: 'numeric', month, year: 'numeric' });

/** "just now", "2 min ago", "3 h ago", "2 days ago". */
export function formatAgo(time: number, now: number): string {
  const minutes = Math.floor(Math.max(0, now - time) / 60_000);
  if (minutes < 1) return t('just now');
  if (minutes < 60) return t('{{minutes}} min ago', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t('{{hours}} h ago', { hours });
  return t('{{count, number}} days ago', { count: Math.floor(hours / 24) });
}
