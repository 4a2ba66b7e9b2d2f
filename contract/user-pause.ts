/** A pause that the person at a PC gave its agent there. No admin can end it. */
import { z } from 'zod';

export const UserPause = z.object({
  /** Milliseconds since 1970 on that PC's clock. */
  since: z.number(),
  /** When it ends by itself; null: when its user says so. */
  until: z.number().nullable(),
});
export type UserPause = z.infer<typeof UserPause>;

const dayMs = 24 * 60 * 60_000;

/** "paused by its user until 14:30". @param now milliseconds since 1970 */
export const userPauseInWords = ({ until }: UserPause, now: number): string =>
  `paused by its user${until === null ? '' : ` until ${endInWords(until, now)}`}`;

/** "14:30"; "Tue 14:30" where the hour alone could be taken for another day's. */
export function endInWords(until: number, now: number): string {
  const date = new Date(until);
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return until - now < dayMs ? time : `${date.toLocaleDateString('en-GB', { weekday: 'short' })} ${time}`;
}
