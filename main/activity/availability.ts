/** How much of what was asked was answered: over a day, a week and a month, of each model and of them all. Pure. */
import type { Availability, Share } from '../../contract/activity.ts';
import { hourMs, type RequestHour } from '../ledger/request-hours.ts';

const spanHours = { day: 24, week: 7 * 24, month: 30 * 24 } as const;
const daysShown = 30;

/** @param now milliseconds since 1970; days are those of the local calendar */
export function availabilityOf(hours: readonly RequestHour[], now: number): Availability {
  const thisHour = Math.floor(now / hourMs) * hourMs;
  const span = (count: number): Availability['day'] => {
    const within = hours.filter(({ hour }) => hour > thisHour - count * hourMs && hour <= thisHour);
    const models = Map.groupBy(within, ({ model }) => model);
    return {
      overall: shareOf(within),
      models: [...models]
        .map(([model, own]) => ({ model, ...shareOf(own) }))
        .toSorted((a, b) => a.model.localeCompare(b.model, 'en', { numeric: true })),
    };
  };
  return {
    day: span(spanHours.day),
    week: span(spanHours.week),
    month: span(spanHours.month),
    days: Array.from({ length: daysShown }, (_, index) => {
      const at = dayBefore(now, daysShown - 1 - index);
      const next = dayBefore(now, daysShown - 2 - index);
      return { at, ...shareOf(hours.filter(({ hour }) => hour >= at && hour < next)) };
    }),
  };
}

/** Since when requests must be known. */
export const availabilitySince = (now: number): number =>
  Math.min(now - spanHours.month * hourMs, dayBefore(now, daysShown - 1));

/** When the day began that is so many days back: days of 23 and 25 hours are days, too. */
function dayBefore(now: number, days: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days).getTime();
}

function shareOf(hours: readonly RequestHour[]): Share {
  const sum = (read: (hour: RequestHour) => number): number => hours.reduce((total, hour) => total + read(hour), 0);
  const whole = sum((one) => one.whole);
  const moved = sum((one) => one.moved);
  const refused = sum((one) => one.refused);
  const failed = sum((one) => one.failed);
  const cancelled = sum((one) => one.cancelled);
  const counted = whole + moved + refused + failed;
  const all = counted + cancelled;
  return {
    whole,
    moved,
    refused,
    failed,
    cancelled,
    waitedLong: sum((one) => one.waitedLong),
    availability: counted > 0 ? (whole + moved) / counted : null,
    meanWaitMs: all > 0 ? sum((one) => one.waitedMs) / all : null,
    promptTokens: sum((one) => one.promptTokens),
    completionTokens: sum((one) => one.completionTokens),
  };
}
