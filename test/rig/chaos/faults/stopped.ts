/** Programs that hang: alive for the system, and silent for everybody. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Ground } from '../ground.ts';
import { type Fault, signalAll } from './fault.ts';

const stopped =
  (pidsOn: (ground: Ground, where: string) => Promise<number[]>): Fault =>
  async (ground, where, { lastsMs }) => {
    const pids = await pidsOn(ground, where);
    signalAll(pids, 'SIGSTOP');
    try {
      await wait(lastsMs);
    } finally {
      signalAll(pids, 'SIGCONT');
    }
  };

export const runnerStopped = stopped((ground, where) => ground.runnersOn(where));
export const agentStopped = stopped((ground, where) => ground.agentsOn(where));
export const coordinatorStopped = stopped((ground) => ground.coordinators());
