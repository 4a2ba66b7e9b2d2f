/** Waits until an office is whole again: all machines are there, and all replicas that are wished are ready. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Ground } from './ground.ts';
import { whatIsMissing } from './health.ts';

/** A loss that nobody knows of yet is known by then: a lease ends after 5.6 s at most. */
const knownWithinMs = 6_000;
const staysWholeMs = 2_500;
const lookEveryMs = 200;

export type Healing = { readonly healedAt: number } | { readonly missing: string };

/**
 * @param beganAt when the fault began, in milliseconds since 1970
 * @returns since when it is whole, and stays so; or what is missing after `limitMs`
 */
export async function heal(ground: Ground, beganAt: number, limitMs: number): Promise<Healing> {
  const undoneAt = Date.now();
  let wholeSince: number | null = null;
  for (;;) {
    const missing = await missingIn(ground);
    const now = Date.now();
    wholeSince = missing === '' ? (wholeSince ?? now) : null;
    const isSteady = wholeSince !== null && now >= Math.max(wholeSince + staysWholeMs, beganAt + knownWithinMs);
    if (wholeSince !== null && isSteady) return { healedAt: wholeSince };
    if (now > undoneAt + limitMs) return { missing: missing || 'it did not stay whole' };
    await wait(lookEveryMs);
  }
}

async function missingIn(ground: Ground): Promise<string> {
  try {
    return whatIsMissing(await ground.office.state(), ground.replicas).join(', ');
  } catch (error) {
    const ended = (await ground.coordinators()).length === 0;
    return ended ? `the coordinator ended: ${ground.office.said}` : `the coordinator does not answer: ${String(error)}`;
  }
}
