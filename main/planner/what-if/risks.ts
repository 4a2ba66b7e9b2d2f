/** What would depend on a single machine that did not before. Pure. */
import type { WhatIfStep } from '../../../contract/deployments.ts';
import type { Snapshot } from '../../../contract/plan.ts';
import type { Wanted } from '../live/wanted.ts';
import { riskStep } from './step-words.ts';

export function risksOf(before: Snapshot, wanted: readonly Wanted[]): WhatIfStep[] {
  const machinesNow = Map.groupBy(before.replicas, ({ spec }) => spec.deploymentId);
  const machinesThen = Map.groupBy(wanted, ({ deployment }) => deployment.id);
  return [...machinesThen].flatMap(([deploymentId, replicas]) => {
    const now = new Set((machinesNow.get(deploymentId) ?? []).map(({ machineId }) => machineId));
    const then = [...new Set(replicas.map(({ machine }) => machine.name))];
    const [only] = then;
    if (now.size < 2 || then.length !== 1 || only === undefined) return [];
    const model = replicas[0]?.deployment.model ?? deploymentId;
    return [riskStep(model, only)];
  });
}
