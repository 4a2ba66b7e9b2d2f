/** Remembers where replicas failed, and sets such places aside for a while that grows with each failure in a row. */
import type { ErrorCode } from '../../contract/errors.ts';
import type { SetAside } from '../../contract/plan.ts';

export interface Place {
  readonly deploymentId: string;
  readonly machineId: string;
  readonly gpuId: string;
}

interface Failure {
  readonly code: ErrorCode;
  /** A sentence without a full stop. */
  readonly reason: string;
}

interface Setback extends Place, Failure {
  readonly failures: number;
  readonly until: number;
}

/** The first failure is tried again at once: a crash is most often a single event. */
const pausesMs = [0, 1_000, 5_000, 15_000];
/** A crash may be one request's doing; what cannot be loaded will not fit a minute later either. */
const longPauseMs = (code: ErrorCode): number => (code === 'engine_crashed' ? 60_000 : 5 * 60_000);
/** A replica that was ready this long has forgotten its setbacks. */
const forgottenAfterMs = 30_000;
/** A place that was not tried again for so long, as its model or machine is gone, has no failures in a row. */
const rememberedMs = 60 * 60_000;

export class Setbacks {
  readonly #all = new Map<string, Setback>();

  get entries(): number {
    return this.#all.size;
  }

  /** @returns how many times in a row it failed there */
  failed(place: Place, failure: Failure, now: number): number {
    for (const [key, { until }] of this.#all) if (until + rememberedMs < now) this.#all.delete(key);
    const failures = (this.#all.get(keyOf(place))?.failures ?? 0) + 1;
    const until = now + (pausesMs[failures - 1] ?? longPauseMs(failure.code));
    this.#all.set(keyOf(place), { ...place, ...failure, failures, until });
    return failures;
  }

  /** What failed there is not tried there again: something else may be. */
  forget(place: Place): void {
    this.#all.delete(keyOf(place));
  }

  /** A replica serves there. @param since when it became ready. */
  served(place: Place, since: number, now: number): void {
    if (now - since >= forgottenAfterMs) this.#all.delete(keyOf(place));
  }

  /** The places that are not tried now. */
  setAside(now: number): SetAside[] {
    return this.#aside(now).map(({ deploymentId, machineId, gpuId, reason, failures, until }) => {
      const again = new Date(until).toLocaleTimeString('en-GB');
      const times = failures === 1 ? 'once' : `${failures} times in a row`;
      return { deploymentId, machineId, gpuId, reason: `${reason} (failed ${times}, tried again at ${again})` };
    });
  }

  /** Deployments that are worth waiting for: their engine crashed, and is tried again in a moment. */
  awaited(now: number): Set<string> {
    const soon = this.#aside(now).filter(
      ({ code, failures }) => code === 'engine_crashed' && failures <= pausesMs.length,
    );
    return new Set(soon.map(({ deploymentId }) => deploymentId));
  }

  /** When the next place comes back, or null. */
  nextChange(now: number): number | null {
    const times = this.#aside(now).map(({ until }) => until);
    return times.length > 0 ? Math.min(...times) : null;
  }

  #aside(now: number): Setback[] {
    return [...this.#all.values()].filter(({ until }) => until > now);
  }
}

const keyOf = ({ deploymentId, machineId, gpuId }: Place): string => `${deploymentId} ${machineId} ${gpuId}`;
