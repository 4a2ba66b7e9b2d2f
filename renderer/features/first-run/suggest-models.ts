import type { CatalogueModel, Fit } from '../../../contract/library.ts';
import type { DeploymentWishes } from '../../../contract/model.ts';

/** A model for the first day, in the shape in which it fits. */
export interface Suggestion {
  readonly entry: Omit<CatalogueModel, 'variants'>;
  readonly quantization: string;
  readonly sizeBytes: number;
  readonly fit: Fit;
  /** Replicas that it gets: two where it fits on two machines, so that one may be switched off. */
  readonly replicas: number;
}

const most = 3;

/**
 * At most three that chat and fit now. First the largest that fits on two machines, then smaller ones, each of another family and at
 * most two thirds as large as the one before, as they answer quicker. Where that leaves room: the largest that fits on one. Pure.
 */
export function suggestModels(catalogue: readonly CatalogueModel[]): Suggestion[] {
  const fitting = catalogue.flatMap((entry) => suggestionOf(entry) ?? []).toSorted(largestFirst);
  const safe = ladder(fitting.filter(({ replicas }) => replicas > 1));
  const families = new Set(safe.map(({ entry }) => entry.family));
  const alone = ladder(fitting.filter(({ replicas, entry }) => replicas === 1 && !families.has(entry.family)));
  return [...safe, ...alone].slice(0, most);
}

/** From the largest down, each of another family and clearly smaller. */
function ladder(suggestions: readonly Suggestion[]): Suggestion[] {
  const chosen: Suggestion[] = [];
  for (const one of suggestions) {
    const last = chosen.at(-1);
    const isOther = !chosen.some(({ entry }) => entry.family === one.entry.family);
    if (last && (!isOther || one.entry.parameters > (last.entry.parameters * 2) / 3)) continue;
    chosen.push(one);
  }
  return chosen;
}

/** How it is deployed. */
export const wishesFor = ({ quantization, fit, replicas }: Suggestion): DeploymentWishes => ({
  quantizations: [quantization],
  contextLength: fit.shape.contextLength,
  slots: { min: fit.shape.slots, max: fit.shape.slots },
  replicas: { min: replicas, max: replicas },
});

/** In the best quantization that fits on two machines, else in the best that fits. */
function suggestionOf({ variants, ...entry }: CatalogueModel): Suggestion | null {
  if (entry.kind !== 'chat' || !entry.uses.includes('writing')) return null;
  const now = variants.filter(({ fit }) => fit.verdict === 'now');
  const best = now.find(({ fit }) => fit.machines.length > 1) ?? now[0];
  if (!best) return null;
  const { quantization, sizeBytes, fit } = best;
  return { entry, quantization, sizeBytes, fit, replicas: Math.min(2, fit.machines.length) };
}

const largestFirst = (a: Suggestion, b: Suggestion): number =>
  b.entry.parameters - a.entry.parameters || a.entry.name.localeCompare(b.entry.name, 'en');
