/** Which of a server's models this office uses, and by which names; and why it leaves others alone. Pure. */
import type { AttachedModel, ModelChoice } from '../../contract/attached.ts';
import type { ReplicaSpec } from '../../contract/replica.ts';
import type { ListedModel } from './list-models.ts';

interface Offer {
  readonly id: string;
  readonly models: ModelChoice;
  readonly listed: readonly ListedModel[];
}

/** A model that somebody has already: this office itself, or a server that was attached before. */
export interface TakenModel {
  readonly name: string;
  readonly kind: ReplicaSpec['kind'];
  /** Tokens; null: not known. */
  readonly contextLength: number | null;
  readonly own: boolean;
}

/**
 * A model of the same name answers beside the others, as the names say that it is the same. Vectors are the exception: those of two
 * makers do not compare.
 * @param offers in the order in which they were attached
 * @returns by the server's id
 */
export function offeredModels(offers: readonly Offer[], own: readonly TakenModel[]): Map<string, AttachedModel[]> {
  const taken = new Map(own.map((model) => [model.name, model]));
  const all = new Map<string, AttachedModel[]>();
  for (const { id, models, listed } of offers) {
    const chosen = models ?? listed.map(({ at }) => ({ at, name: at }));
    const offered = chosen.map(({ at, name }): AttachedModel => {
      const found = listed.find((one) => one.at === at);
      const facts = { name, at, kind: found?.kind ?? ('chat' as const), contextLength: found?.contextLength ?? null };
      return { ...facts, unused: found ? whyUnused(facts, taken.get(name)) : 'The server does not list it now.' };
    });
    all.set(id, offered);
    for (const model of offered) {
      if (model.unused === null && !taken.has(model.name)) taken.set(model.name, { ...model, own: false });
    }
  }
  return all;
}

function whyUnused(
  { kind, contextLength }: Pick<AttachedModel, 'kind' | 'contextLength'>,
  taken: TakenModel | undefined,
): string | null {
  if (!taken) return null;
  const whose = taken.own ? 'This office’s own model' : 'Another server’s model';
  if (taken.kind !== kind) return `${whose} of this name does something else.`;
  if (kind === 'embedding') return `${whose} of this name makes the vectors; those of two makers do not compare.`;
  if (taken.own && contextLength !== null && taken.contextLength !== null && contextLength < taken.contextLength) {
    return `Its context of ${contextLength.toLocaleString('en')} tokens is shorter than the ${taken.contextLength.toLocaleString('en')} that are promised under this name.`;
  }
  return null;
}
