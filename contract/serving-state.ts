/** Is the office answering? In one word, the same in the window, in its tray and wherever else it is told. */
import { z } from 'zod';
import type { OfficeState } from './control-api.ts';

export const ServingState = z.enum(['serving', 'starting', 'paused', 'attention', 'offline']);
export type ServingState = z.infer<typeof ServingState>;

export function servingOf({ office, machines, models }: OfficeState): ServingState {
  if (!office.serving) return 'paused';
  if (machines.every(({ state }) => state === 'lost')) return 'offline';
  if (models.some(({ state }) => state === 'ready')) return 'serving';
  return models.some(({ state }) => state === 'loading') ? 'starting' : 'attention';
}
