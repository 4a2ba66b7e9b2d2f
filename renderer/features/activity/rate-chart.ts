import type { Rates } from '../../../contract/activity.ts';

export interface Plot {
  readonly width: number;
  readonly height: number;
  /** Room for the figures at the left, and above and below the plot. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The top of the scale: 10, 20, 50, 100, … */
export function scaleTop(most: number): number {
  for (let unit = 10; ; unit *= 10) for (const times of [1, 2, 5]) if (unit * times >= most) return unit * times;
}

export const xOf = (at: number, { from, until }: Rates, { left, right, width }: Plot): number =>
  left + ((at - from) / Math.max(1, until - from)) * (width - left - right);

export const yOf = (rate: number, top: number, plot: Plot): number =>
  plot.height - plot.bottom - (Math.min(rate, top) / top) * (plot.height - plot.top - plot.bottom);

/** The line, broken where the office did not run. @param gapMs between two points, from which on the line is broken */
export function linePath(rates: Rates, plot: Plot, top: number, gapMs: number): string {
  let last = -Infinity;
  return rates.points
    .filter(({ at }) => at >= rates.from)
    .map(({ at, tokensPerSecond }) => {
      const command = at - last > gapMs ? 'M' : 'L';
      last = at;
      return `${command}${xOf(at, rates, plot).toFixed(1)} ${yOf(tokensPerSecond, top, plot).toFixed(1)}`;
    })
    .join('');
}

/** Whole times of the reader's clock to write under it, at most six. */
export function timeTicks({ from, until }: Rates): number[] {
  const hour = 3_600_000;
  const steps = [hour / 6, hour / 4, hour / 2, hour, 2 * hour, 4 * hour, 6 * hour, 24 * hour, 7 * 24 * hour];
  const step = steps.find((one) => (until - from) / one <= 6) ?? 7 * 24 * hour;
  const zone = new Date(from).getTimezoneOffset() * 60_000;
  const first = Math.ceil((from - zone) / step) * step + zone;
  return Array.from({ length: Math.max(0, Math.floor((until - first) / step) + 1) }, (_, at) => first + at * step);
}
