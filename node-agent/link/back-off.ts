/** How long to wait before dialling again. */

const firstMs = 250;
const longestMs = 10_000;

/**
 * The pause before the next try to connect: doubled with each failure, and spread over its upper half, so that an office
 * full of agents does not come back in one moment.
 * @param failures tries in a row that failed, from 1
 * @param random 0 to 1
 */
export function backOffMs(failures: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 16));
  return full * (0.5 + random / 2);
}
