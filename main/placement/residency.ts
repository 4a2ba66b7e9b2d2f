/**
 * How long each replica has been where it is. One that has just come is not moved again for a gain: loading costs more than a
 * better place brings in a short time, and two plans could take turns.
 */
import type { MachineFacts } from '../inventory/machine-facts.ts';

/** In milliseconds, from when it is ready. */
const leastStayMs = 2 * 60_000;

export class Residency {
  /** When each replica was first seen ready, by its id. Clocks of agents may be wrong. */
  readonly #readySince = new Map<string, number>();

  see(machines: readonly MachineFacts[], now: number): void {
    const ready = machines.flatMap(({ replicas }) => replicas).filter(({ state }) => state === 'ready');
    const ids = new Set(ready.map(({ spec }) => spec.replicaId));
    for (const id of this.#readySince.keys()) if (!ids.has(id)) this.#readySince.delete(id);
    for (const id of ids) if (!this.#readySince.has(id)) this.#readySince.set(id, now);
  }

  /** Whether it has just come: it is being loaded, or has not been ready for long. */
  isFresh(replicaId: string, now: number): boolean {
    const since = this.#readySince.get(replicaId);
    return since === undefined || now - since < leastStayMs;
  }

  /** When the next one has been there long enough; null: all have. */
  nextChange(now: number): number | null {
    const times = [...this.#readySince.values()].map((since) => since + leastStayMs).filter((at) => at > now);
    return times.length > 0 ? Math.min(...times) : null;
  }
}
