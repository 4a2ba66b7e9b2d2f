import { bytesInWords } from '../../contract/bytes-in-words.ts';

/** As bytesInWords, without GB: for sentences that said the unit already. */
export const formatFigure = (bytes: number): string => bytesInWords(bytes).replace(' GB', '');

/** A card's size: "11 GB", "5.9 GB". */
export function formatTotal(bytes: number): string {
  return bytesInWords(bytes).replace('.0 ', ' ');
}

/** "41" tokens a second; "0.4" under one. */
export const formatRate = (perSecond: number): string =>
  perSecond > 0 && perSecond < 0.95 ? perSecond.toFixed(1) : String(Math.round(perSecond));

/** 8192 → "8,192". */
export const formatCount = (count: number): string => count.toLocaleString('en');

/** A time to wait or that was waited, in seconds: "0.8 s", "20 s", "3 min". */
export function formatWait(seconds: number): string {
  if (seconds >= 90) return `${Math.round(seconds / 60)} min`;
  return seconds < 9.5 && !Number.isInteger(seconds) ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}

/** "10:42" on the reader's clock. */
export const formatClock = (time: number): string =>
  new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** A time to come on the reader's calendar: "today 18:44", "tomorrow 10:44", "6 December, 10:44". */
export function formatUntil(time: number, now: number): string {
  const dayOf = (at: number): string => new Date(at).toDateString();
  if (dayOf(time) === dayOf(now)) return `today ${formatClock(time)}`;
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  if (dayOf(time) === tomorrow.toDateString()) return `tomorrow ${formatClock(time)}`;
  return `${formatDay(time)}, ${formatClock(time)}`;
}

/** "3 September" */
export const formatDay = (time: number): string =>
  new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });

/** "just now", "2 min ago", "3 h ago", "2 days ago". */
export function formatAgo(time: number, now: number): string {
  const minutes = Math.floor(Math.max(0, now - time) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

/** "1 machine", "2 machines". */
export const plural = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
