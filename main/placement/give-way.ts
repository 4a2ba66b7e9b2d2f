/** Idle models give way to those that are asked for, the least recently used first and no more of them than it takes. Pure. */
import type { Plan, Snapshot } from '../../contract/plan.ts';

/**
 * @param idle ids of deployments that may go, in the order in which they do
 * @param plan the planner
 */
export function planGivingWay(snapshot: Snapshot, idle: readonly string[], plan: (snapshot: Snapshot) => Plan): Plan {
  const planned = new Map<number, Plan>();
  const without = (count: number): Plan => {
    const known = planned.get(count) ?? plan(withoutFirst(snapshot, idle.slice(0, count)));
    planned.set(count, known);
    return known;
  };
  const refused = (count: number): number => without(count).refusals.length;
  if (idle.length === 0 || refused(0) === 0) return without(0);
  // What is refused with all of them gone is not for them to help.
  const unavoidable = refused(idle.length);
  let [least, most] = [0, idle.length];
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (refused(middle) <= unavoidable) most = middle;
    else least = middle + 1;
  }
  return without(most);
}

function withoutFirst(snapshot: Snapshot, gone: readonly string[]): Snapshot {
  const nowhere = { min: 0, max: 0 };
  const deployments = snapshot.deployments.map((one) => (gone.includes(one.id) ? { ...one, replicas: nowhere } : one));
  return { ...snapshot, deployments };
}
