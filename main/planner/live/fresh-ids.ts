/** Ids of new replicas: none is given twice, so that a report of an old replica is never taken for one of a new. Pure. */
import type { Snapshot } from '../../../contract/plan.ts';

export class FreshIds {
  readonly #run: string;
  readonly #first: number;
  readonly #taken: Set<string>;

  constructor({ run, firstNumber, heldIds }: Pick<Snapshot, 'run' | 'firstNumber' | 'heldIds'>) {
    this.#run = run;
    this.#first = firstNumber;
    this.#taken = new Set(heldIds);
  }

  next(deploymentId: string): string {
    for (let n = this.#first; ; n += 1) {
      const id = `${deploymentId}-${this.#run}-${n}`;
      if (this.#taken.has(id)) continue;
      this.#taken.add(id);
      return id;
    }
  }
}

/** The number of an id that was given. */
export const numberIn = (id: string): number => Number(id.slice(id.lastIndexOf('-') + 1));
