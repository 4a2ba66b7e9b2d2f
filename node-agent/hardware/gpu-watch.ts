/** The devices of this PC over time. */
import type { Log } from '../../common/log.ts';
import type { Gpu, MissingMemory } from '../../contract/hardware.ts';
import { pause } from '../base/pause.ts';
import type { HeldMemory } from '../base/held-memory.ts';
import { joinReports } from './join-reports.ts';
import { looksIntegrated } from './looks-integrated.ts';
import { MemoryReturn } from './memory-return.ts';
import { mergeGpus } from './merge-gpus.ts';
import { othersBytes, stoodStill } from './others-bytes.ts';
import { type PairedDevice, pairDevices } from './pair-devices.ts';
import { ProbeAgain } from './probe-again.ts';
import type { ProbedDevice } from './probed-device.ts';
import { processorDevice } from './processor.ts';
import { SeenCards } from './seen-cards.ts';
import { emptyReport, type VendorReader, type VendorReport } from './vendor-reading.ts';

interface GpuWatchOptions {
  /** The engine's devices; asked before the first replica, when a card was plugged in, and now and then for one that it does not see. */
  readonly probe: (signal: AbortSignal) => Promise<ProbedDevice[]>;
  readonly vendors: readonly VendorReader[];
  readonly processor: { readonly name: string; readonly memoryBytes: number };
  readonly allowSoftwareGpu: boolean;
  /** Milliseconds between two looks at the vendors' figures. */
  readonly refreshEveryMs?: number;
  /** Pauses before the engine is asked again for a card that it does not see. */
  readonly askAgainMs?: readonly number[];
  readonly log: Log;
}

/** Keeps the list of this PC's devices: the engine's part from one probe, the figures read again while a card has any. */
export class GpuWatch {
  readonly #options: GpuWatchOptions;
  readonly #known = Promise.withResolvers<void>();
  #isKnown = false;
  #probed: readonly ProbedDevice[] = [];
  #devices: readonly PairedDevice[] = [];
  readonly #cards = new SeenCards();
  #troubles: VendorReport['troubles'] = [];
  #others: ReadonlyMap<string, number> = new Map();
  readonly #returns = new MemoryReturn();
  readonly #again: ProbeAgain;

  constructor(options: GpuWatchOptions) {
    this.#options = options;
    this.#again = new ProbeAgain(options.askAgainMs);
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
    const cards = mergeGpus({
      devices: this.#devices,
      held: this.#unsettled(held),
      others: this.#others,
      gone: this.#cards.gone,
      troubles: this.#troubles,
      platform: process.platform,
      allowSoftwareGpu,
    });
    return [...cards, processorDevice(processor.name, processor.memoryBytes, held.bytes.get('cpu') ?? 0)];
  }

  /** A replica of ours has ended. @param held what ours hold without it. @param bytes what it held of the card */
  unloaded(gpuId: string, model: string, bytes: number, held: HeldMemory): void {
    const used = this.#devices.find(({ id }) => id === gpuId)?.reading?.usedBytes ?? null;
    // Where no figure is read, none can come back.
    if (used === null) return;
    const others = { othersBytes: this.#others.get(gpuId) ?? 0, oursBytes: held.bytes.get(gpuId) ?? 0 };
    this.#returns.unloaded(gpuId, { model, bytes, at: Date.now(), ...others });
  }

  /** Memory that did not come back in time. */
  missing(): MissingMemory[] {
    return this.#returns.missing;
  }

  /**
   * Probes, then watches until the abort. `onChange` is called when the list may differ.
   * @param held tells at any time what our replicas hold
   */
  async run(held: () => HeldMemory, onChange: () => void, signal: AbortSignal): Promise<void> {
    const { vendors, log } = this.#options;
    const before = held();
    const [probed, report] = await Promise.all([this.#probe(signal), this.#read(signal)]);
    if (signal.aborted) return;
    this.#probed = probed;
    this.#again.begin(performance.now());
    this.#cards.look(report.readings);
    this.#take(report, before, held());
    this.#isKnown = true;
    this.#known.resolve();
    log.info({ devices: probed.map((device) => device.name) }, 'devices known');
    onChange();
    if (vendors.length > 0) await this.#refresh(held, onChange, signal);
  }

  async #refresh(held: () => HeldMemory, onChange: () => void, signal: AbortSignal): Promise<void> {
    const everyMs = this.#options.refreshEveryMs ?? 2_000;
    // A PC without a card may get one, but not every two seconds.
    while (await pause(this.#cards.readings.length > 0 ? everyMs : everyMs * 15, signal)) {
      const before = held();
      const report = await this.#read(signal);
      if (signal.aborted) return;
      // A card that was plugged in has a place in the engine's order, and may have moved the others.
      const isNew = this.#cards.look(report.readings);
      if (isNew) this.#again.begin(performance.now());
      if (isNew || this.#mayBeSeenNow(before)) this.#probed = await this.#probe(signal);
      this.#take(report, before, held());
      onChange();
    }
  }

  /** Whether it is time to ask again for a card that the engine did not see. Not while a replica of ours is on another one. */
  #mayBeSeenNow({ bytes, moving }: HeldMemory): boolean {
    const { gone } = this.#cards;
    const isUnseen = this.#devices.some(
      ({ device, reading }) => device === null && !gone.has(reading) && !looksIntegrated(reading),
    );
    const isFree = [...bytes.keys(), ...moving].every((id) => id === 'cpu');
    return isUnseen && isFree && this.#again.isDue(performance.now());
  }

  #probe(signal: AbortSignal): Promise<readonly ProbedDevice[]> {
    return this.#options.probe(signal).catch((error: unknown) => {
      if (!signal.aborted) this.#options.log.warn({ err: error }, 'the engine probe failed');
      return this.#probed;
    });
  }

  #take(report: VendorReport, before: HeldMemory, after: HeldMemory): void {
    this.#note(report.troubles);
    this.#devices = pairDevices(this.#probed, this.#cards.readings);
    for (const { id, reading } of this.#devices) {
      const oursBytes = after.bytes.get(id) ?? 0;
      const usedBytes = reading?.usedBytes ?? null;
      if (usedBytes === null || !stoodStill(id, before, after)) continue;
      this.#returns.look({ gpuId: id, usedBytes, oursBytes }, Date.now());
    }
    this.#others = othersBytes(this.#devices, this.#unsettled(before), this.#unsettled(after), this.#others);
  }

  /** Where memory of ours has not come back yet, a reading does not tell whose bytes are whose either. */
  #unsettled(held: HeldMemory): HeldMemory {
    const { settling } = this.#returns;
    return settling.size === 0 ? held : { ...held, moving: new Set([...held.moving, ...settling]) };
  }

  #note(troubles: VendorReport['troubles']): void {
    for (const { sentence } of troubles) {
      if (!this.#troubles.some((known) => known.sentence === sentence)) this.#options.log.warn(sentence);
    }
    this.#troubles = troubles;
  }

  async #read(signal: AbortSignal): Promise<VendorReport> {
    return joinReports(await Promise.all(this.#options.vendors.map((read) => read(signal).catch(() => emptyReport))));
  }
}
