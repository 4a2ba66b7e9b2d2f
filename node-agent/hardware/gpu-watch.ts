import type { Logger } from 'pino';
import type { Gpu } from '../../contract/hardware.ts';
import { pause } from '../pause.ts';
import { mergeGpus } from './merge-gpus.ts';
import { processorDevice } from './processor.ts';
import type { ProbedDevice } from './probed-device.ts';
import type { VendorReader, VendorReading } from './vendor-reading.ts';

const refreshEveryMs = 2_000;

export interface GpuWatchOptions {
  /** The engine's devices; asked once, before the first replica. */
  readonly probe: (signal: AbortSignal) => Promise<ProbedDevice[]>;
  readonly vendors: readonly VendorReader[];
  readonly processor: { readonly name: string; readonly memoryBytes: number };
  readonly allowSoftwareGpu: boolean;
  readonly log: Logger;
}

/** Keeps the list of this PC's devices: the engine's part from one probe, the figures read again while a card has any. */
export class GpuWatch {
  readonly #options: GpuWatchOptions;
  readonly #known = Promise.withResolvers<void>();
  #isKnown = false;
  #probed: readonly ProbedDevice[] = [];
  #readings: readonly VendorReading[] = [];

  constructor(options: GpuWatchOptions) {
    this.#options = options;
  }

  /** Resolves when the devices are known for the first time. */
  get known(): Promise<void> {
    return this.#known.promise;
  }

  /**
   * The devices now, the processor last; none before they are known.
   * @param ours bytes of our replicas by device id
   */
  gpus(ours: ReadonlyMap<string, number>): Gpu[] {
    if (!this.#isKnown) return [];
    const { allowSoftwareGpu, processor } = this.#options;
    const cards = mergeGpus({ probed: this.#probed, readings: this.#readings, ours, allowSoftwareGpu });
    return [...cards, processorDevice(processor.name, processor.memoryBytes, ours.get('cpu') ?? 0)];
  }

  /** Probes, then watches until the abort. `onChange` is called when the list may differ. */
  async run(onChange: () => void, signal: AbortSignal): Promise<void> {
    const { probe, log } = this.#options;
    const [probed, readings] = await Promise.all([
      probe(signal).catch((error: unknown) => {
        log.warn({ err: error }, 'the engine probe failed');
        return [];
      }),
      this.#read(signal),
    ]);
    if (signal.aborted) return;
    this.#probed = probed;
    this.#readings = readings;
    this.#isKnown = true;
    this.#known.resolve();
    log.info({ devices: probed.map((device) => device.name) }, 'devices known');
    onChange();
    if (readings.length > 0) await this.#refresh(onChange, signal);
  }

  async #refresh(onChange: () => void, signal: AbortSignal): Promise<void> {
    while (await pause(refreshEveryMs, signal)) {
      const readings = await this.#read(signal);
      // A driver that fails once has not lost its cards.
      if (readings.length === 0) continue;
      this.#readings = readings;
      onChange();
    }
  }

  async #read(signal: AbortSignal): Promise<VendorReading[]> {
    const all = await Promise.all(this.#options.vendors.map((read) => read(signal).catch(() => [])));
    return all.flat();
  }
}
