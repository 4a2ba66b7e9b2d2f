import { language, t } from '../../../../words/words.ts';

/** A heading and what stands under it, in the order given. */
interface TimeGroup<T> {
  readonly heading: string;
  readonly items: T[];
}

const day = 86_400_000;

/** Groups by calendar day of the reader: Today, Yesterday, the weeks, then months. `items` come newest first. */
export function timeGroups<T extends { readonly updatedAt: number }>(items: readonly T[], now: number): TimeGroup<T>[] {
  const groups: TimeGroup<T>[] = [];
  for (const item of items) {
    const heading = headingOf(item.updatedAt, now);
    const last = groups.at(-1);
    if (last?.heading === heading) last.items.push(item);
    else groups.push({ heading, items: [item] });
  }
  return groups;
}

function headingOf(time: number, now: number): string {
  // Rounded, because a day has 23 or 25 hours when the clocks change.
  const days = Math.round((startOfDay(now) - startOfDay(time)) / day);
  if (days <= 0) return t('Today');
  if (days === 1) return t('Yesterday');
  const sinceMonday = (new Date(now).getDay() + 6) % 7;
  if (days <= sinceMonday) return t('This week');
  if (days <= sinceMonday + 7) return t('Last week');
  // A heading begins with a capital, also where months are written small.
  return new Date(time)
    .toLocaleDateString(language(), { month: 'long', year: 'numeric' })
    .replace(/^\p{Ll}/u, (first) => first.toUpperCase());
}

const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
