/** Remembers where replicas failed, and sets such places aside for a while that grows with each failure in a row. */
import type { SetAside } from '../../contract/plan.ts';

interface Setback extends SetAside {
  readonly failures: number;
  readonly until: number;
}

/** The first failure is tried again at once: a crash is most often a single event. */
const pausesMs = [0, 1_000, 5_000];
const longPauseMs = 5 * 60_000;
/** A replica that was ready this long has forgotten its setbacks. */
const forgottenAfterMs = 60_000;

export interface Place {
  readonly deploymentId: string;
  readonly machineId: string;
  readonly gpuId: string;
}

export class Setbacks {
  readonly #all = new Map<string, Setback>();

  /** @param reason a sentence without a full stop, as the plan shows it. */
  failed(place: Place, reason: string, now: number): void {
    const before = this.#all.get(keyOf(place));
    const failures = (before && now - before.until < forgottenAfterMs ? before.failures : 0) + 1;
    const pause = pausesMs[failures - 1] ?? longPauseMs;
    this.#all.set(keyOf(place), { ...place, reason, failures, until: now + pause });
  }

  /** The places that are not tried now. */
  setAside(now: number): SetAside[] {
    return [...this.#all.values()]
      .filter((setback) => setback.until > now)
      .map(({ deploymentId, machineId, gpuId, reason }) => ({ deploymentId, machineId, gpuId, reason }));
  }

  /** When the next place comes back, or null. */
  nextChange(now: number): number | null {
    const times = [...this.#all.values()].map((setback) => setback.until).filter((until) => until > now);
    return times.length > 0 ? Math.min(...times) : null;
  }
}

const keyOf = ({ deploymentId, machineId, gpuId }: Place): string => `${deploymentId} ${machineId} ${gpuId}`;
