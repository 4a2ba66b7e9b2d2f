/** What shall run in the end, whatever still has to leave before. Pure. */
import type { Snapshot } from '../../../contract/plan.ts';
import { solve, usualLooks } from '../search/solve.ts';
import { splitsOf, takenBy } from '../search/splits.ts';
import { taskOf } from '../search/task-of.ts';
import { asOffice } from './as-office.ts';
import { wantedOf, type Wanted } from './wanted.ts';

/** The coordinator answers people meanwhile: in a large office a plan is good enough sooner, and the next one goes on from it. */
const mostLooks = 500_000;

/** In the order in which the replicas are to be had. */
export function targetOf(snapshot: Snapshot, looks = mostLooks): Wanted[] {
  const live = asOffice(snapshot);
  const splits = splitsOf(live.office, live.circumstances);
  const task = taskOf(live.office, takenBy(splits), live.circumstances);
  const draft = solve(task, Math.min(looks, usualLooks(task.places.length)));
  return wantedOf(draft, splits, live, snapshot);
}
