/**
 * The office's internet line: how much of it all downloads of models may take together, and when that holds.
 *
 *   PUT    /control/internet                       InternetWish -> 204. Downloads that run keep to it at once
 */
import { z } from 'zod';
import { Hours } from './control-machines.ts';

/** Bytes a second of one Mbit/s, in which lines are sold. */
export const mbitBytes = 125_000;
export const mostMbit = 10_000;
const bounds = 'The limit is 1 to 10,000 Mbit/s.';

export const InternetLimit = z.strictObject({
  /** Null: no limit. */
  bytesPerSecond: z.int().positive().nullable(),
  /** When it holds, null: always. Outside there is no limit. */
  hours: Hours.nullable(),
});
export type InternetLimit = z.infer<typeof InternetLimit>;

export const InternetWish = InternetLimit.extend({
  bytesPerSecond: z
    .int()
    .min(mbitBytes, bounds)
    .max(mostMbit * mbitBytes, bounds)
    .nullable(),
});
export type InternetWish = z.infer<typeof InternetWish>;

/** What was typed as Mbit/s, in bytes a second; null: it is no limit that can be set. */
export function readMbit(typed: string): number | null {
  const mbit = /^\d{1,5}([.,]\d{1,2})?$/.test(typed.trim()) ? Number(typed.trim().replace(',', '.')) : 0;
  return mbit >= 1 && mbit <= mostMbit ? Math.round(mbit * mbitBytes) : null;
}
