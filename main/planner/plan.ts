/** The planner: a pure function of a snapshot. It says what runs where, with a reason for each replica and each refusal. */
import type { Plan, Snapshot } from '../../contract/plan.ts';
import { admit } from './live/admit.ts';
import { asOffice } from './live/as-office.ts';
import { asPlanned, heldOver } from './live/handover.ts';
import { refusalsOf } from './live/refusals.ts';
import { wantedOf } from './live/wanted.ts';
import { solve, usualLooks } from './search/solve.ts';
import { splitsOf, takenBy } from './search/splits.ts';
import { taskOf } from './search/task-of.ts';

/** The coordinator answers people meanwhile: in a large office a plan is good enough sooner, and the next one goes on from it. */
const mostLooks = 500_000;

/**
 * The same search as for office files, over the office as it runs now. What others still hold is not waited for in the plan: such
 * replicas are promised, and placed by a later plan.
 */
export function plan(snapshot: Snapshot): Plan {
  const live = asOffice(snapshot);
  const splits = splitsOf(live.office, live.circumstances);
  const task = taskOf(live.office, takenBy(splits), live.circumstances);
  const draft = solve(task, Math.min(mostLooks, usualLooks(task.places.length)));
  const wanted = wantedOf(draft, splits, live, snapshot);
  const { replicas, promised } = admit(wanted, snapshot);
  const held = heldOver(wanted, snapshot).map((one) => asPlanned(one, wanted));
  return { replicas: [...replicas, ...held], promised, refusals: refusalsOf(snapshot, wanted) };
}
