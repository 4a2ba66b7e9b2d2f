/** Hours of use as people say them on the command line. */
import type { Hours } from './control-machines.ts';

const shortDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** @param day 1 = Monday … 7 = Sunday */
const dayInWords = (day: number): string => shortDays[day - 1] ?? '?';

/** "Mon to Fri, 18:00 to 08:00 the next day"; "Every day, 20:00 to 23:30". */
export function hoursInWords({ days, from, until }: Hours): string {
  return `${daysInWords(days)}, ${from} to ${until}${until < from ? ' the next day' : ''}`;
}

function daysInWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  if (sorted.length === 7) return 'Every day';
  const runs: number[][] = [];
  for (const day of sorted) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const parts = runs.flatMap((run) =>
    run.length < 3 ? run.map(dayInWords) : [`${dayInWords(run[0] ?? 1)} to ${dayInWords(run.at(-1) ?? 7)}`],
  );
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
