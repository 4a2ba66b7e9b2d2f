/** The deployment that a model gets when it is taken in. */
import type { Deployment, Variant } from '../../contract/model.ts';
import type { Shape } from './download-record.ts';

/** A context that serves an office's letters and tables, and leaves room for several people. */
export const usualShape: Shape = { contextLength: 8_192, slots: 4 };

/** @param shape null: the usual one. @param takenIds ids of other deployments. @param now milliseconds since 1970 */
export function usualDeployment(
  variant: Variant,
  shape: Shape | null,
  takenIds: ReadonlySet<string>,
  now: number,
): Deployment {
  return {
    id: freeId(variant.model, takenIds),
    model: variant.model,
    variants: [variant.sha256],
    contextLength: Math.min(variant.facts.trainedContext, shape?.contextLength ?? usualShape.contextLength),
    slots: { min: shape?.slots ?? usualShape.slots, max: shape?.slots ?? usualShape.slots },
    replicas: { min: 1, max: 1 },
    priority: variant.demo ? 1 : 5,
    pins: [],
    addedAt: now,
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
