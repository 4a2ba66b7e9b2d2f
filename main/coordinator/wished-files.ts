/** Which files a wish is about: those that are here, and those that the catalogue could bring. Pure. */
import type { DeploymentWishes, Variant } from '../../contract/model.ts';
import { refuse } from '../../contract/problem.ts';
import { asVariant } from '../library/catalogue/as-variant.ts';
import { catalogue } from '../library/catalogue/catalogue.ts';

export interface WishedFiles {
  /** Wished, best first. */
  readonly here: readonly Variant[];
  /** Wished, as they will be when they are here. */
  readonly missing: readonly Variant[];
  /** All files of the model that are here, wished or not. */
  readonly all: readonly Variant[];
}

interface Asked {
  readonly model: string;
  readonly wishes: DeploymentWishes;
  /** Files of the office. */
  readonly known: readonly Variant[];
  /** The quantization that the catalogue would take; undefined when the model is not in it. */
  readonly suggested: string | undefined;
}

/** @throws ProblemError model_not_found; invalid_request for a quantization that is nowhere */
export function wishedFiles({ model, wishes, known, suggested }: Asked): WishedFiles {
  const all = known.filter((one) => one.model === model).toSorted((a, b) => b.sizeBytes - a.sizeBytes);
  const entry = catalogue.find(({ name }) => name === model);
  if (all.length === 0 && !entry) {
    refuse('model_not_found', `Neither this office nor the catalogue has a model ${model}.`, {
      effect: 'Nothing was deployed.',
      action: 'Look at the list of models, or import its file.',
    });
  }
  const wished = wishes.quantizations ?? (all.length > 0 ? all.map(({ name }) => name) : suggested ? [suggested] : []);
  const here: Variant[] = [];
  const missing: Variant[] = [];
  for (const quantization of wished) {
    const plain = quantization.toUpperCase();
    const found = all.find(({ name }) => name.toUpperCase() === plain);
    const file = entry?.files.find((one) => one.quantization === plain);
    if (found) here.push(found);
    else if (entry && file) missing.push(asVariant(entry, file));
    else {
      const names = [
        ...new Set([...all.map(({ name }) => name), ...(entry?.files ?? []).map((one) => one.quantization)]),
      ];
      refuse('invalid_request', `${model} is there as ${names.join(', ')}, not as ${quantization}.`, {
        param: 'quantizations',
      });
    }
  }
  return { here, missing, all };
}
