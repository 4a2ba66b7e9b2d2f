/** Tokens a day of those who use the office most, on one scale. Pure. */
import type { UsageRow } from '../../../contract/keys.ts';
import { t } from '../../../words/words.ts';

export interface UsageOf {
  readonly name: string;
  /** Of the last days, oldest first, today last. */
  readonly tokens: readonly number[];
  readonly total: number;
}

interface Bars {
  /** "2026-11-29", oldest first. */
  readonly days: readonly string[];
  readonly of: readonly UsageOf[];
  /** The most tokens that one of them used in a day. */
  readonly most: number;
}

export const shownDays = 14;
const shownNames = 4;
const dayMs = 24 * 60 * 60_000;

/** The four that used most; where there are more, the fourth is the others together. @param now milliseconds since 1970 */
export function usageBars(rows: readonly UsageRow[], now: number): Bars {
  const days = Array.from({ length: shownDays }, (_, index) =>
    new Date(now - (shownDays - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
  const all = [...Map.groupBy(rows, ({ keyId }) => keyId).values()]
    .map((own) => sum(own[0]?.name ?? '', days, own))
    .filter(({ total }) => total > 0)
    .toSorted((a, b) => b.total - a.total);
  const shown = all.length > shownNames ? [...all.slice(0, shownNames - 1), others(all.slice(shownNames - 1))] : all;
  return { days, of: shown, most: Math.max(0, ...shown.flatMap(({ tokens }) => tokens)) };
}

function sum(name: string, days: readonly string[], rows: readonly UsageRow[]): UsageOf {
  const tokens = days.map((day) =>
    rows.filter((row) => row.day === day).reduce((all, row) => all + row.promptTokens + row.completionTokens, 0),
  );
  return { name, tokens, total: tokens.reduce((all, count) => all + count, 0) };
}

function others(rest: readonly UsageOf[]): UsageOf {
  const tokens = Array.from({ length: shownDays }, (_, index) =>
    rest.reduce((all, { tokens: its }) => all + (its[index] ?? 0), 0),
  );
  return {
    name: t('{{count, number}} others', { count: rest.length }),
    tokens,
    total: rest.reduce((all, { total }) => all + total, 0),
  };
}
