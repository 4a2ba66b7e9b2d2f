/** The planner: a pure function of a snapshot. It says what runs where, with a reason for each replica and each refusal. */
import type { Deployment } from '../../contract/model.ts';
import type { Plan, Snapshot } from '../../contract/plan.ts';
import { Draft } from './draft.ts';

/**
 * First what runs stays where it may, each deployment's minimum before anything beyond; then each deployment, by priority,
 * gets what its minimum lacks; then free memory becomes more replicas, one for each deployment in turn, up to their maximum.
 */
export function plan(snapshot: Snapshot): Plan {
  const draft = new Draft(snapshot);
  const deployments = snapshot.deployments.toSorted((a, b) => b.priority - a.priority || compare(a.id, b.id));
  for (const deployment of deployments) draft.keep(deployment, deployment.replicas.min);
  for (const deployment of deployments) draft.keep(deployment, mostOf(deployment));
  draft.letRestLeave();
  for (const deployment of deployments) draft.fill(deployment);
  for (let growing = deployments; growing.length > 0;) {
    growing = growing.filter((deployment) => draft.count(deployment) < mostOf(deployment) && draft.extend(deployment));
  }
  return { replicas: draft.replicas, refusals: draft.refusals };
}

const mostOf = ({ replicas }: Deployment): number => replicas.max;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
