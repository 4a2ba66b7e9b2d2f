/** A wait that an abort ends. */
import { setTimeout as wait } from 'node:timers/promises';

/** Waits; false when the signal ended the wait. For loops: `while (await pause(...))`. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
