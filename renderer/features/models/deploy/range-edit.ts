import type { Range } from './deploy-draft.ts';

const within = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(Number.isFinite(value) ? value : least)));

/** The range with another lower end; the upper one goes along when it must. */
export function withMin({ max }: Range, min: number, least: number, most: number): Range {
  const low = within(min, least, most);
  return { min: low, max: Math.max(max, low) };
}

/** The range with another upper end; the lower one goes along when it must. */
export function withMax({ min }: Range, max: number, least: number, most: number): Range {
  const high = within(max, Math.max(1, least), most);
  return { min: Math.min(min, high), max: high };
}
