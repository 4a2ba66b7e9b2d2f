/** The deployment that a model gets when it is taken in, and what becomes of one by an admin's wishes. Pure. */
import type { Deployment, DeploymentWishes, Variant } from '../../contract/model.ts';

/** A replica as it is judged before the planner has a say. */
export interface Shape {
  /** Tokens for each slot. */
  readonly contextLength: number;
  readonly slots: number;
}

/** A context that serves an office's letters and tables, and leaves room for several people. */
export const usualShape: Shape = { contextLength: 8_192, slots: 4 };
export const usualPriority = { demo: 1, other: 5 } as const;

/** @param takenIds ids of other deployments. @param now milliseconds since 1970 */
export function usualDeployment(variant: Variant, takenIds: ReadonlySet<string>, now: number): Deployment {
  const { demo, model, sha256, facts } = variant;
  return {
    id: freeId(model, takenIds),
    model,
    variants: [sha256],
    contextLength: Math.min(facts.trainedContext, usualShape.contextLength),
    slots: { min: demo ? usualShape.slots : 1, max: usualShape.slots },
    // A second one, where there is room: then either PC may be switched off.
    replicas: { min: 1, max: demo ? 1 : 2 },
    priority: demo ? usualPriority.demo : usualPriority.other,
    pins: [],
    idleMinutes: null,
    addedAt: now,
  };
}

/** @param files of the model that are here; quantizations that are not are passed over */
export function withWishes(deployment: Deployment, wishes: DeploymentWishes, files: readonly Variant[]): Deployment {
  const { quantizations, contextLength, slots, replicas, priority, pins, idleMinutes } = wishes;
  const named = (quantizations ?? []).flatMap((quantization) =>
    files.filter(({ name }) => name.toUpperCase() === quantization.toUpperCase()).map(({ sha256 }) => sha256),
  );
  const variants = named.length > 0 ? [...new Set(named)] : deployment.variants;
  // A catalogue may promise more than the file itself.
  const trained = files.filter(({ sha256 }) => variants.includes(sha256)).map(({ facts }) => facts.trainedContext);
  return {
    ...deployment,
    variants,
    contextLength: Math.min(
      contextLength ?? deployment.contextLength,
      ...(trained.length > 0 ? [Math.max(...trained)] : []),
    ),
    slots: slots ?? deployment.slots,
    replicas: replicas ?? deployment.replicas,
    priority: priority ?? deployment.priority,
    pins: pins ?? deployment.pins,
    idleMinutes: idleMinutes === undefined ? deployment.idleMinutes : idleMinutes,
  };
}

/** The name in the letters of a replica's id; numbered when another model has it. */
function freeId(model: string, taken: ReadonlySet<string>): string {
  const plain = model.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'model';
  const stem = plain.slice(0, 40);
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? stem : `${stem}-${n}`;
    if (!taken.has(id)) return id;
  }
}
