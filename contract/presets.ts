/**
 * Presets: instructions for a chat that a person keeps, for themselves or for everybody in the office. Under /control/presets:
 *
 *   GET    /control/presets      Preset[], one's own and the shared ones, by name
 *   POST   /control/presets      NewPreset -> 201 Preset
 *   PUT    /control/presets/ID   NewPreset -> Preset; chats that have taken it keep what they took
 *   DELETE /control/presets/ID   204
 *
 * A person's own are theirs to change; a shared one is made, changed and deleted by admins.
 */
import { z } from 'zod';

const Name = z
  .string()
  .trim()
  .min(1, 'A preset’s name has 1 to 60 characters.')
  .max(60, 'A preset’s name has 1 to 60 characters.');
const Text = z
  .string()
  .trim()
  .min(1, 'Instructions have 1 to 8,000 characters.')
  .max(8_000, 'Instructions have 1 to 8,000 characters.');

/** What a model is told before a chat begins, and the preset that it was taken from. */
export const Instructions = z.strictObject({ name: Name, text: Text });
export type Instructions = z.infer<typeof Instructions>;

export const NewPreset = Instructions.extend({ shared: z.boolean() });
export type NewPreset = z.infer<typeof NewPreset>;

export const Preset = z.object({
  id: z.string(),
  name: z.string(),
  text: z.string(),
  /** Everybody in the office may choose it. */
  shared: z.boolean(),
  /** Who asks may change it. */
  editable: z.boolean(),
});
export type Preset = z.infer<typeof Preset>;
