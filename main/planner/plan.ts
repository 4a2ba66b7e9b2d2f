/** The planner: a pure function of a snapshot. It says what runs where, with a reason for each replica and each refusal. */
import type { Plan, Snapshot } from '../../contract/plan.ts';
import { admit } from './live/admit.ts';
import { asPlanned, heldOver } from './live/handover.ts';
import { refusalsOf } from './live/refusals.ts';
import { targetOf } from './live/target.ts';

/**
 * The same search as for office files, over the office as it runs now. What others still hold is not waited for in the plan: such
 * replicas are promised, and placed by a later plan.
 * @param looks options that the search looks at, at most
 */
export function plan(snapshot: Snapshot, looks?: number): Plan {
  const wanted = targetOf(snapshot, looks);
  const { replicas, promised } = admit(wanted, snapshot);
  const held = heldOver(wanted, snapshot).map((one) => asPlanned(one, wanted));
  return { replicas: [...replicas, ...held], promised, refusals: refusalsOf(snapshot, wanted) };
}
