/** Whether a card's memory came back after a replica of ours was unloaded: drivers and dying processes keep some now and then. */
import type { MissingMemory } from '../../contract/hardware.ts';

/** What a card is read to hold while nothing of ours moves there. */
interface CardReading {
  readonly gpuId: string;
  readonly usedBytes: number;
  /** Of loaded replicas. */
  readonly oursBytes: number;
}

interface Unloaded {
  readonly models: readonly string[];
  readonly bytes: number;
  readonly at: number;
  /** What stays there of ours: more of it means that another load has begun meanwhile. */
  readonly oursBytes: number;
  /** Of other programs, before the unload. */
  readonly othersBytes: number;
}

const withinMs = 15_000;
const slackBytes = 64 * 1024 * 1024;
const slackShare = 0.05;

/**
 * Times are milliseconds on one clock. Until memory came back, or is given up, the card is `settling`: what it holds is nobody
 * else's. What did not come back in time is missing until it does. Vendors tell totals: what other programs give back meanwhile
 * hides it.
 */
export class MemoryReturn {
  readonly #settling = new Map<string, Unloaded>();
  readonly #missing = new Map<string, Unloaded & { readonly notBackBytes: number }>();

  /** A replica has ended. @param unloaded `bytes`: what it held of this card */
  unloaded(gpuId: string, unloaded: Omit<Unloaded, 'models'> & { readonly model: string }): void {
    const before = this.#settling.get(gpuId);
    const { model, bytes, ...rest } = unloaded;
    this.#settling.set(gpuId, {
      ...rest,
      bytes: bytes + (before?.bytes ?? 0),
      models: [...new Set([...(before?.models ?? []), model])],
      othersBytes: before?.othersBytes ?? rest.othersBytes,
    });
  }

  /** Cards whose readings may still hold what was ours. */
  get settling(): ReadonlySet<string> {
    return new Set(this.#settling.keys());
  }

  get missing(): MissingMemory[] {
    return [...this.#missing].map(([gpuId, { models, notBackBytes, at }]) => ({
      gpuId,
      models: [...models],
      bytes: notBackBytes,
      since: at,
    }));
  }

  look({ gpuId, usedBytes, oursBytes }: CardReading, now: number): void {
    const held = usedBytes - oursBytes;
    const missing = this.#missing.get(gpuId);
    if (missing && isBack(missing, held)) this.#missing.delete(gpuId);
    const unloaded = this.#settling.get(gpuId);
    if (!unloaded) return;
    // What a new load takes beside its own figures cannot be told from what is missing.
    if (oursBytes > unloaded.oursBytes || isBack(unloaded, held)) return void this.#settling.delete(gpuId);
    if (now - unloaded.at < withinMs) return;
    this.#settling.delete(gpuId);
    // A program that has grown meanwhile is not blamed on the driver beyond what was ours.
    const notBackBytes = Math.min(unloaded.bytes, held - unloaded.othersBytes);
    this.#missing.set(gpuId, { ...unloaded, notBackBytes });
  }
}

const isBack = ({ bytes, othersBytes }: Unloaded, heldBytes: number): boolean =>
  heldBytes - othersBytes <= slackBytes + slackShare * bytes;
