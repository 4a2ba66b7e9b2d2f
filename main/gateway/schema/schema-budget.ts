/**
 * How much a client's JSON Schema may ask for. The grammar writes all of it out, and the engine compiles it while every answer of its
 * replica waits: a schema of a kilobyte can be made to double at each level.
 */
import { refuse } from '../../../contract/problem.ts';

const most = {
  /** Schemas within the schema. */
  parts: 2_000,
  /** Characters of property names and fixed values. */
  characters: 64 * 1024,
  /** Fixed values. */
  values: 1_000,
  /** Repetitions of characters and entries, added up; the engine's own limit for one is 2,000. */
  repetitions: 10_000,
  /** Characters of what is referred to, each time that it is. */
  referred: 1024 * 1024,
} as const;

export class SchemaBudget {
  readonly #times: number;
  readonly #spent = { parts: 0, characters: 0, values: 0, repetitions: 0, referred: 0 };

  /** @param times as much as one schema has: for several */
  constructor(times = 1) {
    this.#times = times;
  }

  /** @throws ProblemError unsupported_parameter when the schema asks for more than there is. */
  spend(what: keyof typeof most, amount: number, path: string): void {
    this.#spent[what] += amount;
    const limit = most[what] * this.#times;
    if (this.#spent[what] <= limit) return;
    const sentence = `The schema is too large: it asks for over ${limit.toLocaleString('en')} ${what}.`;
    refuse('unsupported_parameter', sentence, { param: path });
  }
}
