import type { Plan } from '../../contract/plan.ts';

/** A replica that stays keeps the reason for which it was placed: "it runs here already" explains nothing. */
export function keepReasons(next: Plan, before: Plan): Plan {
  const reasons = new Map(before.replicas.map((replica) => [replica.spec.replicaId, replica.reason]));
  const replicas = next.replicas.map((replica) => ({
    ...replica,
    reason: reasons.get(replica.spec.replicaId) ?? replica.reason,
  }));
  return { ...next, replicas };
}
