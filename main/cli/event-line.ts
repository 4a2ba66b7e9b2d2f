import type { ActivityEvent } from '../../contract/activity.ts';

/** One event on one line: when, what, why, and how long it took. */
export function eventLine({ at, tone, sentence, reason, durationMs }: ActivityEvent): string {
  const lasted = durationMs === null ? '' : ` (${spanInWords(durationMs)})`;
  const mark = tone === 'bad' ? '✗' : tone === 'attention' ? '!' : ' ';
  return `${when(at)} ${mark} ${sentence}${lasted}.${reason === '' ? '' : ` ${reason}`}`;
}

/** On this PC's clock, so that lines can be sorted: "2026-11-18 10:42:07". */
function when(at: number): string {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

function spanInWords(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
