/** Is the office answering? In one word, the same in the window, in its tray and wherever else it is told. */
import { z } from 'zod';
import type { OfficeState } from './control-api.ts';

export const ServingState = z.enum(['serving', 'starting', 'paused', 'attention', 'offline']);
export type ServingState = z.infer<typeof ServingState>;

/** Whether the office takes new requests; what is being answered is finished. It serves again when it is started again. */
export const ServingWish = z.strictObject({ on: z.boolean() });
export type ServingWish = z.infer<typeof ServingWish>;

export function servingOf({ office, machines, models }: OfficeState): ServingState {
  if (!office.serving) return 'paused';
  if (machines.every(({ state }) => state === 'lost')) return 'offline';
  if (models.some(({ state }) => state === 'ready')) return 'serving';
  return models.some(({ state }) => state === 'loading') ? 'starting' : 'attention';
}
