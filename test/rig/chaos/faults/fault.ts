import type { DrawnFault } from '../draw-faults.ts';
import type { Ground } from '../ground.ts';

/** Makes a fault, and undoes it after its time. @param where the PC that it hits */
export type Fault = (ground: Ground, where: string, drawn: DrawnFault) => Promise<void>;

/** To processes that may have ended in this moment. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
