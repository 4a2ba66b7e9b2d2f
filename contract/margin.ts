/**
 * The margin: video memory that models leave free on each card, beside what other programs hold, for what these take at any moment.
 *
 *   PUT    /control/margin                         MarginWish -> 204. The office is planned anew with it
 */
import { z } from 'zod';

const mib = 1024 ** 2;

/** Until somebody sets another. */
export const usualMarginBytes = 300 * mib;
/** No office has a use for more: a card's limit keeps the rest from models. */
export const mostMarginBytes = 4 * 1024 * mib;

export const MarginWish = z.strictObject({
  bytes: z.int().min(0).max(mostMarginBytes, 'The margin is 0 to 4 GB on each card.'),
});
export type MarginWish = z.infer<typeof MarginWish>;
