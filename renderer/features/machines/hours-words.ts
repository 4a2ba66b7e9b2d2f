import type { Hours } from '../../../contract/control-machines.ts';
import { msg, t } from '../../../words/words.ts';
import { formatClock, formatList } from '../../ui/text/format.ts';

const shortDays = [msg('Mon'), msg('Tue'), msg('Wed'), msg('Thu'), msg('Fri'), msg('Sat'), msg('Sun')] as const;
const dayMs = 24 * 60 * 60_000;

/** @param day 1 = Monday … 7 = Sunday */
export const dayWords = (day: number): string => t(shortDays[day - 1] ?? shortDays[0]);

/** "Mon to Fri, 18:00 to 08:00 the next day"; "every day, 20:00 to 23:30". */
export function hoursWords({ days, from, until }: Hours): string {
  const values = { days: daysWords(days), from, until };
  return until < from
    ? t('{{days}}, {{from}} to {{until}} the next day', values)
    : t('{{days}}, {{from}} to {{until}}', values);
}

function daysWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  if (sorted.length === 7) return t('every day');
  const runs: number[][] = [];
  for (const day of sorted) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  return formatList(runs.flatMap((run) => (run.length < 3 ? run.map(dayWords) : [runWords(run)])));
}

const runWords = (run: readonly number[]): string =>
  t('{{first}} to {{last}}', { first: dayWords(run[0] ?? 1), last: dayWords(run.at(-1) ?? 7) });

/** When a machine outside its hours serves again, on the reader's clock: "18:00", "tomorrow 18:00", "Mon 18:00". */
export function nextOpening({ days, from }: Hours, now: Date): string {
  const clock = `${two(now.getHours())}:${two(now.getMinutes())}`;
  const today = dayOf(now);
  const later = Array.from({ length: 8 }, (_, index) => index).find(
    (index) => days.includes(((today - 1 + index) % 7) + 1) && (index > 0 || from > clock),
  );
  if (later === undefined || later === 0) return from;
  return later === 1 ? t('tomorrow {{clock}}', { clock: from }) : `${dayWords(((today - 1 + later) % 7) + 1)} ${from}`;
}

/** "14:30"; "Tue 14:30" where the hour alone could be taken for another day's. */
export const pauseEnd = (until: number, now: number): string =>
  until - now < dayMs ? formatClock(until) : `${dayWords(dayOf(new Date(until)))} ${formatClock(until)}`;

/** As at the beginning of a sentence. */
export const capitalized = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

const dayOf = (date: Date): number => ((date.getDay() + 6) % 7) + 1;
const two = (figure: number): string => String(figure).padStart(2, '0');
