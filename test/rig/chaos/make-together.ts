import { setTimeout as wait } from 'node:timers/promises';
import { coordinatorsPc, type DrawnFault } from './draw-faults.ts';
import type { FaultRecord } from './fault-record.ts';
import { allFaults } from './faults/all-faults.ts';
import type { Ground } from './ground.ts';
import { faultKinds } from './kinds.ts';

export type Begun = Pick<FaultRecord, 'number' | 'kind' | 'where' | 'beganAt'>;

/**
 * Makes faults, each after its pause and of a PC of its own, and undoes them. One for which no PC is left is left out.
 * @returns those that were made, and why one could not be made or undone
 */
export async function makeTogether(
  ground: Ground,
  group: readonly DrawnFault[],
  say: (sentence: string) => void,
): Promise<{ begun: Begun[]; broken: string | null }> {
  const begun: Begun[] = [];
  const made: Promise<string | null>[] = [];
  for (const drawn of group) {
    const { number, kind, lastsMs, pauseMs } = drawn;
    await wait(pauseMs);
    // Two faults of one PC would undo each other.
    const order = drawn.order.filter((name) => begun.every(({ where }) => where !== name));
    if (order.length === 0) continue;
    const isOfProgram = faultKinds[kind].victims === 'coordinator';
    const where = isOfProgram ? coordinatorsPc : await ground.firstWithReplica(order);
    say(`${number}. ${kind}: ${where}${lastsMs > 0 ? `, ${(lastsMs / 1_000).toFixed(1)} s` : ''}`);
    begun.push({ number, kind, where, beganAt: Date.now() });
    made.push(allFaults[kind](ground, where, drawn).then(() => null, String));
  }
  return { begun, broken: (await Promise.all(made)).find((why) => why !== null) ?? null };
}
