/** Which of the places that were found is taken. */
import type { Deployment, Variant } from '../../contract/model.ts';
import type { PlannedReplica, Snapshot } from '../../contract/plan.ts';
import { placesFor, type Place, type Taken } from './places.ts';

export interface Choice {
  readonly variant: Variant;
  readonly place: Place;
  /** Replicas of the deployment that are planned there already. */
  readonly copiesOnMachine: number;
  readonly copiesOnGpu: number;
}

/**
 * All that could be thought of for one more replica, best first: the best variant; graphics cards before processors; a machine
 * that has fewer copies, so that the model stays when one machine goes; the card with the most free memory.
 */
export function choicesFor(
  deployment: Deployment,
  snapshot: Snapshot,
  taken: Taken,
  planned: readonly PlannedReplica[],
): Choice[] {
  const copies = planned.filter(({ spec }) => spec.deploymentId === deployment.id);
  return deployment.variants.flatMap((sha256) => {
    const variant = snapshot.variants.find((one) => one.sha256 === sha256);
    if (!variant) return [];
    return placesFor(deployment, variant, snapshot, taken)
      .map((place) => {
        const onMachine = copies.filter(({ machineId }) => machineId === place.machine.id);
        const onGpu = onMachine.filter(({ spec }) => spec.gpuIds.includes(place.gpu.id));
        return { variant, place, copiesOnMachine: onMachine.length, copiesOnGpu: onGpu.length };
      })
      .toSorted(byWorth);
  });
}

const byWorth = (a: Choice, b: Choice): number =>
  Number(a.place.verdict !== 'yes') - Number(b.place.verdict !== 'yes') ||
  Number(a.place.gpu.backend === 'cpu') - Number(b.place.gpu.backend === 'cpu') ||
  a.copiesOnMachine - b.copiesOnMachine ||
  a.copiesOnGpu - b.copiesOnGpu ||
  b.place.freeBytes - a.place.freeBytes ||
  compare(keyOf(a), keyOf(b));

const keyOf = ({ place }: Choice): string => `${place.machine.id} ${place.gpu.id}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
