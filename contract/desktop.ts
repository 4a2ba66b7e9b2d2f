/**
 * What the desktop's window may ask of the app around it, over Electron's IPC: one channel for calls, one for what changed. The page
 * gets nothing else; what the office does goes over its HTTP API, as in any browser.
 */
import { z } from 'zod';

export const desktopCalls = 'aivailable:call';
export const desktopChanges = 'aivailable:changed';

/**
 *   idle    → looking (a person wants it, now or once a day)
 *   looking → idle (nothing newer) | loading | failed
 *   loading → ready | failed
 *   ready   → waiting (a person wants it)
 *   waiting → applying (no answer is being written)
 *   failed  → looking
 *   off     stays: this build has no place to look at
 */
export const UpdateState = z.discriminatedUnion('name', [
  /** It cannot be updated from here; `why` says what does it instead. */
  z.strictObject({ name: z.literal('off'), why: z.string() }),
  /** The newest that is known runs. `lookedAt`: milliseconds since 1970; null: not yet. */
  z.strictObject({ name: z.literal('idle'), lookedAt: z.number().nullable() }),
  z.strictObject({ name: z.literal('looking') }),
  z.strictObject({ name: z.literal('loading'), version: z.string(), share: z.number().min(0).max(1) }),
  /** It lies here, checked, and waits for a person's word. */
  z.strictObject({ name: z.literal('ready'), version: z.string() }),
  /** A person wants it; it waits until no answer is being written. */
  z.strictObject({ name: z.literal('waiting'), version: z.string(), answers: z.int().nonnegative() }),
  z.strictObject({ name: z.literal('applying'), version: z.string() }),
  z.strictObject({ name: z.literal('failed'), why: z.string() }),
]);
export type UpdateState = z.infer<typeof UpdateState>;

/** The app around the window, as its Settings page shows it. */
export const DesktopView = z.strictObject({
  /** Whether the app starts when its user logs in; null: this build cannot do that. */
  autostart: z.boolean().nullable(),
  /** Whether it asks the server of its releases for a newer version once a day. */
  looksDaily: z.boolean(),
  update: UpdateState,
});
export type DesktopView = z.infer<typeof DesktopView>;

/** Everything that a page can ask for; each answers with the DesktopView after it. */
export const DesktopCall = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('look') }),
  z.strictObject({ do: z.literal('set-autostart'), on: z.boolean() }),
  z.strictObject({ do: z.literal('set-daily-look'), on: z.boolean() }),
  /** The tag of the language that the window's person chose, or "system": for the tray and the notifications. */
  z.strictObject({ do: z.literal('set-language'), language: z.string().max(35) }),
  z.strictObject({ do: z.literal('look-for-update') }),
  z.strictObject({ do: z.literal('apply-update') }),
]);
export type DesktopCall = z.infer<typeof DesktopCall>;
