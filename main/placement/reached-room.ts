/**
 * What models could really get of a card: when loads that seemed to fit failed for want of memory several times, no more than a
 * little less is tried there for a while. A smaller variant or fewer slots then take the place.
 */
import type { MachineFacts } from '../inventory/machine-facts.ts';
import { shareOf, totalBytes, type ReplicaReport, type ReplicaSpec } from '../../contract/replica.ts';

/** Of what was asked for in vain, so much less is tried next. */
const step = 0.05;
/** Drivers are restarted and programs closed: then all is tried again. */
const rememberedMs = 60 * 60_000;

interface Reached {
  readonly machineId: string;
  readonly gpuId: string;
  /** All models together. */
  readonly bytes: number;
  readonly until: number;
}

export class ReachedRoom {
  readonly #all = new Map<string, Reached>();

  get entries(): number {
    return this.#all.size;
  }

  /** A load failed there for want of memory, beside what the machine's other replicas hold. */
  failed(machine: Pick<MachineFacts, 'id' | 'replicas'>, spec: ReplicaSpec, now: number): void {
    for (const [key, { until }] of this.#all) if (until <= now) this.#all.delete(key);
    for (const gpuId of spec.gpuIds) {
      const beside = machine.replicas.filter((one) => one.spec.replicaId !== spec.replicaId);
      const held = beside.reduce((sum, one) => sum + heldBy(one) * shareOf(one.spec, gpuId), 0);
      const bytes = Math.floor(held + spec.estimateBytes * shareOf(spec, gpuId) * (1 - step));
      this.#all.set(`${machine.id} ${gpuId}`, { machineId: machine.id, gpuId, bytes, until: now + rememberedMs });
    }
  }

  /** Bytes for models, by GPU of a machine; a GPU that is not named gave what was asked of it. */
  of(machineId: string, now: number): Map<string, number> {
    const own = this.#current(now).filter((one) => one.machineId === machineId);
    return new Map(own.map(({ gpuId, bytes }) => [gpuId, bytes]));
  }

  /** When all is tried again on one of them; null: none is held back. */
  nextChange(now: number): number | null {
    const times = this.#current(now).map(({ until }) => until);
    return times.length > 0 ? Math.min(...times) : null;
  }

  #current(now: number): Reached[] {
    return [...this.#all.values()].filter(({ until }) => until > now);
  }
}

const heldBy = ({ memory, state }: ReplicaReport): number =>
  memory === null || state === 'failed' || state === 'gone' ? 0 : totalBytes(memory);
