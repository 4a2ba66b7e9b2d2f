/** What models are called by those who ask: each by its own name, and by the other names that an admin gave it. */
import type { Alias } from '../../contract/aliases.ts';
import type { RouterModel } from '../router/snapshot.ts';
import type { Fleet } from './fleet.ts';

/** The port to the other names. */
interface Aliases {
  all(): readonly Alias[];
}

export interface NamedModel extends RouterModel {
  /** The model that answers; null: it is listed under its own name. */
  readonly aliasOf: string | null;
}

export class ModelNames {
  readonly #fleet: Fleet;
  readonly #aliases: Aliases;

  constructor(fleet: Fleet, aliases: Aliases) {
    this.#fleet = fleet;
    this.#aliases = aliases;
  }

  /** The model that is meant. A model's own name goes before an alias; a name that nobody has stays as it is. */
  resolve(name: string): string {
    return this.find(name)?.aliasOf ?? name;
  }

  find(name: string): NamedModel | null {
    return this.all().find((model) => model.name === name) ?? null;
  }

  /** Those that are ready to answer now. */
  running(): NamedModel[] {
    const ready = new Set(
      this.#fleet.snapshot().replicas.flatMap(({ model, state }) => (state === 'ready' ? [model] : [])),
    );
    return this.all().filter(({ name, aliasOf }) => ready.has(aliasOf ?? name));
  }

  /** Models, then their other names. */
  all(): NamedModel[] {
    const models = this.#fleet.snapshot().models.map((model): NamedModel => ({ ...model, aliasOf: null }));
    const others = this.#aliases.all().flatMap(({ name, model }): NamedModel[] => {
      const meant = models.find((one) => one.name === model);
      return meant && models.every((one) => one.name !== name) ? [{ ...meant, name, aliasOf: model }] : [];
    });
    return [...models, ...others];
  }
}
