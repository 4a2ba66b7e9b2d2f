/** Ending other processes of this user, and seeing that they are gone. */
import { setTimeout as wait } from 'node:timers/promises';

const lookEveryMs = 25;

/** Sends a signal; a process that is gone already is no error. */
export function sendSignal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone, or another user's: whether it still runs is looked at next.
  }
}

/** @returns whether the process was gone within that time. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await wait(lookEveryMs);
  }
  return true;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
