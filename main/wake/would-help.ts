/** Which sleeping machines would take a replica that the office lacks. Pure. */
import type { Deployment } from '../../contract/model.ts';
import type { Plan, Snapshot } from '../../contract/plan.ts';
import { needsIn } from '../planner/live/greediest.ts';
import { placesFor } from '../planner/live/places.ts';

/** A machine that is needed, and what for. */
export interface Needed {
  readonly machineId: string;
  /** Why, as a sentence. */
  readonly reason: string;
}

/**
 * A deployment lacks room when its refusal says so, or when requests wait for it and it may have more replicas.
 * @param sleeping ids of machines that may be woken. @param waiting models for which requests have waited for a while
 */
export function wouldHelp(
  snapshot: Snapshot,
  plan: Plan,
  sleeping: ReadonlySet<string>,
  waiting: ReadonlySet<string>,
): Needed[] {
  if (sleeping.size === 0) return [];
  const needs = needsIn(snapshot);
  const found = new Map<string, Needed>();
  for (const deployment of snapshot.deployments) {
    const lack = whatLacks(deployment, plan, waiting.has(deployment.model));
    if (lack === null || isTooLong(deployment, snapshot)) continue;
    const places = placesFor(deployment, snapshot, new Map(), new Set(), needs);
    for (const { machine, verdict, gpu } of places) {
      if (verdict !== 'resting' || !sleeping.has(machine.id) || found.has(machine.id)) continue;
      found.set(machine.id, { machineId: machine.id, reason: `${lack}; it would fit on its ${gpu.name}.` });
    }
  }
  return [...found.values()];
}

/** A sentence without a full stop; null: nothing. */
function whatLacks({ id, model, replicas }: Deployment, plan: Plan, isWaiting: boolean): string | null {
  const refusal = plan.refusals.find(({ deploymentId }) => deploymentId === id);
  if (refusal) return `${model} has ${refusal.placed} of ${refusal.wished} replicas`;
  const planned = plan.replicas.filter(({ spec }) => spec.deploymentId === id).length;
  return isWaiting && planned < replicas.max ? `Requests wait for ${model}, which may have another replica` : null;
}

/** More room would not help it. */
const isTooLong = ({ contextLength, variants }: Deployment, snapshot: Snapshot): boolean =>
  snapshot.variants
    .filter(({ sha256 }) => variants.includes(sha256))
    .every(({ facts }) => facts.trainedContext < contextLength);
