/**
 * What the office does for the people at its PCs, beside the margin and the internet line.
 *
 *   PATCH  /control/courtesy                       CourtesyChange -> 204. It holds at once
 */
import { z } from 'zod';

export const Courtesy = z.strictObject({
  /** Agents keep their PC from sleeping while it writes answers. */
  keepAwake: z.boolean(),
  /**
   * A model leaves a card whose memory other programs take. Off: what runs stays while the card without the margin can hold it, and
   * nothing new is placed there.
   */
  makeRoom: z.boolean(),
});
export type Courtesy = z.infer<typeof Courtesy>;

/** What is left out stays as it is. */
export const CourtesyChange = Courtesy.partial();
export type CourtesyChange = z.infer<typeof CourtesyChange>;
