/** The cards that readers told of over time: one that fails to answer once is not lost, one that stays away is gone. */
import type { VendorReading } from './vendor-reading.ts';

/** Looks in a row without a card until it counts as gone: unplugged, or its driver stopped. */
const goneAfter = 3;

export class SeenCards {
  readonly #cards = new Map<string, { reading: VendorReading; missed: number }>();

  /** All that were ever seen, each with its last figures. */
  get readings(): VendorReading[] {
    return [...this.#cards.values()].map(({ reading }) => reading);
  }

  /** Those of `readings` that do not answer any more. */
  get gone(): ReadonlySet<VendorReading> {
    const gone = [...this.#cards.values()].filter(({ missed }) => missed >= goneAfter);
    return new Set(gone.map(({ reading }) => reading));
  }

  /** Takes what was read now. @returns whether a card is new, or back. */
  look(readings: readonly VendorReading[]): boolean {
    let isNew = false;
    for (const card of this.#cards.values()) card.missed += 1;
    for (const [key, reading] of keyed(readings)) {
      const known = this.#cards.get(key);
      isNew ||= known === undefined || known.missed > goneAfter;
      // One of several tools may fail to answer: a card does not change its size meanwhile.
      const { name, totalBytes } = known?.reading ?? reading;
      const whole = { ...reading, name: reading.name ?? name, totalBytes: reading.totalBytes ?? totalBytes };
      this.#cards.set(key, { reading: whole, missed: 0 });
    }
    return isNew;
  }
}

/** Cards without a PCI id are told apart by their order. */
function keyed(readings: readonly VendorReading[]): [string, VendorReading][] {
  const counts = new Map<string, number>();
  return readings.map((reading) => {
    const key = reading.pciId ?? `${reading.vendor} ${reading.name ?? ''}`;
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    return [nth === 0 ? key : `${key} ${nth}`, reading];
  });
}
