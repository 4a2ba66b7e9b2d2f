/** Several readers of one PC see the same cards: one reading for each card comes of it. Pure. */
import type { VendorReading, VendorReport } from './vendor-reading.ts';

/**
 * Readings of one PCI id become one, each fact from the first report that has it. A card without a PCI id is left out when an
 * earlier report knows the cards of that maker by theirs: it is one of them.
 */
export function joinReports(reports: readonly VendorReport[]): VendorReport {
  const cards: VendorReading[] = [];
  for (const { readings } of reports) {
    const before = cards.length;
    for (const reading of readings) {
      const known = cards.findIndex((card) => card.pciId !== null && card.pciId === reading.pciId);
      const card = cards[known];
      if (card !== undefined) cards[known] = joined(card, reading);
      else if (reading.pciId !== null || !knowsMaker(cards.slice(0, before), reading)) cards.push(reading);
    }
  }
  return { readings: cards, troubles: reports.flatMap(({ troubles }) => troubles) };
}

const knowsMaker = (cards: readonly VendorReading[], { vendor }: VendorReading): boolean =>
  cards.some((card) => card.vendor === vendor && card.pciId !== null);

const joined = (first: VendorReading, other: VendorReading): VendorReading => ({
  ...first,
  name: first.name ?? other.name,
  driver: first.driver ?? other.driver,
  totalBytes: first.totalBytes ?? other.totalBytes,
  usedBytes: first.usedBytes ?? other.usedBytes,
  temperatureC: first.temperatureC ?? other.temperatureC,
  load: first.load ?? other.load,
  trouble: first.trouble ?? other.trouble,
});
