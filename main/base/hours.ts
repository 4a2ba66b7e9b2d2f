/** Hours of the week: whether a moment is within them, and when that changes. Pure; days and times are local, as on the wall. */
import type { Hours } from '../../contract/control-machines.ts';

const minutesOfDay = 24 * 60;
const daysOfWeek = 7;

/** Whether this moment is within these hours; null: always. A period belongs to the day on which it begins. */
export function isInHours(hours: Hours | null, date: Date): boolean {
  if (hours === null) return true;
  const { from, length } = period(hours);
  const minute = date.getHours() * 60 + date.getMinutes();
  const today = weekday(date);
  const yesterday = today === 1 ? daysOfWeek : today - 1;
  const sinceToday = minute - from;
  const sinceYesterday = sinceToday + minutesOfDay;
  return (
    (hours.days.includes(today) && sinceToday >= 0 && sinceToday < length) ||
    (hours.days.includes(yesterday) && sinceYesterday < length)
  );
}

/** The next moment at which `isInHours` tells something else; null when it never does. */
export function nextChange(hours: Hours | null, date: Date): Date | null {
  if (hours === null) return null;
  const now = isInHours(hours, date);
  const { from, length } = period(hours);
  // The week that follows, and the day before it, whose period may still run.
  const days = Array.from({ length: daysOfWeek + 2 }, (_, day) => date.getDate() - 1 + day);
  const moments = days
    .flatMap((day) => [from, from + length].map((minute) => at(date, day, minute)))
    .filter((moment) => moment > date && isInHours(hours, moment) !== now)
    .toSorted((a, b) => a.getTime() - b.getTime());
  return moments[0] ?? null;
}

/** When it begins, and how long it lasts, in minutes. The same time twice is a whole day. */
function period({ from, until }: Hours): { from: number; length: number } {
  const length = (minutes(until) - minutes(from) + minutesOfDay) % minutesOfDay;
  return { from: minutes(from), length: length === 0 ? minutesOfDay : length };
}

function minutes(time: string): number {
  const [hour, minute] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}

/** 1 = Monday … 7 = Sunday. */
const weekday = (date: Date): number => date.getDay() || daysOfWeek;

const at = (date: Date, day: number, minute: number): Date =>
  new Date(date.getFullYear(), date.getMonth(), day, 0, minute);
