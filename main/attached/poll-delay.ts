/** When an external server is asked for its models again: soon after it was missed, then less and less often. Pure. */
import type { AttachedState } from '../../contract/attached.ts';

const soonMs = 1_000;
const mostMs = 30_000;

/**
 * @param silentLists lists that did not come, in a row
 * @param usualMs while all is well
 * @param random gives a number from 0 up to, not including, 1, so that many offices do not ask at once
 * @returns milliseconds
 */
export function pollDelay(state: AttachedState, silentLists: number, usualMs: number, random: () => number): number {
  const backOff = Math.min(mostMs, Math.min(soonMs, usualMs) * 2 ** Math.max(0, silentLists - 1));
  const usual = state === 'ready' ? usualMs : Math.min(mostMs, 3 * usualMs);
  return (silentLists > 0 ? backOff : usual) * (0.8 + random() * 0.4);
}
