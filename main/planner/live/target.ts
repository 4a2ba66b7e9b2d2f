/** What shall run in the end, whatever still has to leave before. Pure. */
import type { Snapshot } from '../../../contract/plan.ts';
import { solve, usualLooks } from '../search/solve.ts';
import { splitsOf, takenBy } from '../search/splits.ts';
import { taskOf } from '../search/task-of.ts';
import { asOffice } from './as-office.ts';
import { wantedOf, type Wanted } from './wanted.ts';

/** The coordinator answers people meanwhile: in a large office a plan is good enough sooner, and the next one goes on from it. */
const mostLooks = 500_000;
/** How much of its usual weight it has that what runs stays, when required replicas find no place otherwise. */
const lessStay = [0.4, 0.1] as const;
const leastStay = 0.01;

/**
 * In the order in which the replicas are to be had. In a large office a required replica is worth less than the moves that it may
 * take; it goes first all the same, with as few moves as bring it a place.
 */
export function targetOf(snapshot: Snapshot, looks = mostLooks): Wanted[] {
  const usual = searched(snapshot, looks, 1);
  if (lack(usual, snapshot) === 0) return usual;
  const freest = searched(snapshot, looks, leastStay);
  const least = lack(freest, snapshot);
  if (least >= lack(usual, snapshot)) return usual;
  for (const stay of lessStay) {
    const found = searched(snapshot, looks, stay);
    if (lack(found, snapshot) <= least) return found;
  }
  return freest;
}

function searched(snapshot: Snapshot, looks: number, stay: number): Wanted[] {
  const live = asOffice(snapshot, stay);
  const splits = splitsOf(live.office, live.circumstances);
  const task = taskOf(live.office, takenBy(splits), live.circumstances);
  const draft = solve(task, Math.min(looks, usualLooks(task.places.length)));
  return wantedOf(draft, splits, live, snapshot);
}

/** Required replicas that found no place, each counted by its priority. */
function lack(wanted: readonly Wanted[], { deployments }: Snapshot): number {
  return deployments.reduce((sum, { id, replicas, priority }) => {
    const placed = wanted.filter(({ deployment }) => deployment.id === id).length;
    return sum + priority * Math.max(0, replicas.min - placed);
  }, 0);
}
