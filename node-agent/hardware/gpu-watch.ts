/** The devices of this PC over time. */
import type { Log } from '../../common/log.ts';
import type { Gpu } from '../../contract/hardware.ts';
import { pause } from '../pause.ts';
import type { HeldMemory } from '../held-memory.ts';
import { mergeGpus } from './merge-gpus.ts';
import { othersBytes } from './others-bytes.ts';
import { type PairedDevice, pairDevices } from './pair-devices.ts';
import type { ProbedDevice } from './probed-device.ts';
import { processorDevice } from './processor.ts';
import type { VendorReader, VendorReading } from './vendor-reading.ts';

interface GpuWatchOptions {
  /** The engine's devices; asked once, before the first replica. */
  readonly probe: (signal: AbortSignal) => Promise<ProbedDevice[]>;
  readonly vendors: readonly VendorReader[];
  readonly processor: { readonly name: string; readonly memoryBytes: number };
  readonly allowSoftwareGpu: boolean;
  /** Milliseconds between two looks at the vendors' figures. */
  readonly refreshEveryMs?: number;
  readonly log: Log;
}

/** Keeps the list of this PC's devices: the engine's part from one probe, the figures read again while a card has any. */
export class GpuWatch {
  readonly #options: GpuWatchOptions;
  readonly #known = Promise.withResolvers<void>();
  #isKnown = false;
  #probed: readonly ProbedDevice[] = [];
  #devices: readonly PairedDevice[] = [];
  #others: ReadonlyMap<string, number> = new Map();

  constructor(options: GpuWatchOptions) {
    this.#options = options;
  }

  /** Resolves when the devices are known for the first time. */
  get known(): Promise<void> {
    return this.#known.promise;
  }

  /**
   * The devices now, the processor last; none before they are known.
   * @param held what our replicas hold now
   */
  gpus(held: HeldMemory): Gpu[] {
    if (!this.#isKnown) return [];
    const { allowSoftwareGpu, processor } = this.#options;
    const cards = mergeGpus({ devices: this.#devices, held, others: this.#others, allowSoftwareGpu });
    return [...cards, processorDevice(processor.name, processor.memoryBytes, held.bytes.get('cpu') ?? 0)];
  }

  /**
   * Probes, then watches until the abort. `onChange` is called when the list may differ.
   * @param held tells at any time what our replicas hold
   */
  async run(held: () => HeldMemory, onChange: () => void, signal: AbortSignal): Promise<void> {
    const { probe, log } = this.#options;
    const before = held();
    const [probed, readings] = await Promise.all([
      probe(signal).catch((error: unknown) => {
        log.warn({ err: error }, 'the engine probe failed');
        return [];
      }),
      this.#read(signal),
    ]);
    if (signal.aborted) return;
    this.#probed = probed;
    this.#take(readings, before, held());
    this.#isKnown = true;
    this.#known.resolve();
    log.info({ devices: probed.map((device) => device.name) }, 'devices known');
    onChange();
    if (readings.length > 0) await this.#refresh(held, onChange, signal);
  }

  async #refresh(held: () => HeldMemory, onChange: () => void, signal: AbortSignal): Promise<void> {
    while (await pause(this.#options.refreshEveryMs ?? 2_000, signal)) {
      const before = held();
      const readings = await this.#read(signal);
      // A driver that fails once has not lost its cards.
      if (readings.length === 0) continue;
      this.#take(readings, before, held());
      onChange();
    }
  }

  #take(readings: readonly VendorReading[], before: HeldMemory, after: HeldMemory): void {
    this.#devices = pairDevices(this.#probed, readings);
    this.#others = othersBytes(this.#devices, before, after, this.#others);
  }

  async #read(signal: AbortSignal): Promise<VendorReading[]> {
    const all = await Promise.all(this.#options.vendors.map((read) => read(signal).catch(() => [])));
    return all.flat();
  }
}
