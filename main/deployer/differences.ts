/** What must be said to the agents so that what runs becomes the plan. Pure. */
import type { Plan } from '../../contract/plan.ts';
import type { ReplicaReport, ReplicaSpec } from '../../contract/replica.ts';

export type Command =
  | { readonly kind: 'put'; readonly machineId: string; readonly spec: ReplicaSpec }
  | { readonly kind: 'drop'; readonly machineId: string; readonly deploymentId: string; readonly replicaId: string };

interface Observed {
  readonly machineId: string;
  readonly replicas: readonly ReplicaReport[];
}

/** Only machines that are observed now get commands. Failed replicas are dropped: the plan has another in their place. */
export function differences(plan: Plan, observed: readonly Observed[]): Command[] {
  return observed.flatMap(({ machineId, replicas }) => {
    const wanted = plan.replicas.filter((replica) => replica.machineId === machineId);
    const wantedIds = new Set(wanted.map(({ spec }) => spec.replicaId));
    const held = new Set(replicas.map(({ spec }) => spec.replicaId));
    const drops = replicas
      .filter(({ state }) => state !== 'draining' && state !== 'gone')
      .filter(({ spec, state }) => !wantedIds.has(spec.replicaId) || state === 'failed')
      .map(({ spec: { deploymentId, replicaId } }): Command => ({ kind: 'drop', machineId, deploymentId, replicaId }));
    const puts = wanted
      .filter(({ spec }) => !held.has(spec.replicaId))
      .map(({ spec }): Command => ({ kind: 'put', machineId, spec }));
    return [...drops, ...puts];
  });
}
