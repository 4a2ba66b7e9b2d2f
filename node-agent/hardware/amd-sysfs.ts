/** AMD cards on Linux, without native code. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { normalPciId, type VendorReading } from './vendor-reading.ts';

const files = [
  'vendor',
  'uevent',
  'product_name',
  'mem_info_vram_total',
  'mem_info_vram_used',
  'gpu_busy_percent',
] as const;
/** Files of a card's device folder by name, trimmed; a file that is not there is missing. `temp1_input` is its hwmon's. */
export type SysfsCard = Partial<Record<(typeof files)[number] | 'temp1_input', string>>;

const amdVendor = '0x1002';

/** All AMD cards of a Linux PC by the amdgpu driver's files; none elsewhere. */
export async function readAmd(signal: AbortSignal, root = '/sys/class/drm'): Promise<VendorReading[]> {
  const entries = await readdir(root).catch(() => []);
  const cards = entries.filter((name) => /^card\d+$/.test(name)).toSorted();
  const readings: VendorReading[] = [];
  for (const card of cards) {
    signal.throwIfAborted();
    const reading = parseAmdCard(await readCard(path.join(root, card, 'device')));
    if (reading !== null) readings.push(reading);
  }
  return readings;
}

async function readCard(folder: string): Promise<SysfsCard> {
  const card: SysfsCard = {};
  for (const name of files) await keep(card, name, path.join(folder, name));
  const [monitor] = await readdir(path.join(folder, 'hwmon')).catch(() => []);
  if (monitor !== undefined) await keep(card, 'temp1_input', path.join(folder, 'hwmon', monitor, 'temp1_input'));
  return card;
}

async function keep(card: SysfsCard, name: keyof SysfsCard, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) card[name] = text.trim();
}

/** One card's files as a reading; null when it is no AMD card or its driver does not tell its memory. */
export function parseAmdCard(card: SysfsCard): VendorReading | null {
  const pciId = /^PCI_SLOT_NAME=(\S+)$/m.exec(card.uevent ?? '')?.[1];
  const totalBytes = figure(card.mem_info_vram_total);
  if (card.vendor !== amdVendor || pciId === undefined || totalBytes === null) return null;
  const percent = figure(card.gpu_busy_percent);
  const millidegrees = figure(card.temp1_input);
  return {
    vendor: 'amd',
    pciId: normalPciId(pciId),
    name: card.product_name || null,
    driver: /^DRIVER=(\S+)$/m.exec(card.uevent ?? '')?.[1] ?? null,
    totalBytes,
    usedBytes: figure(card.mem_info_vram_used) ?? 0,
    temperatureC: millidegrees === null ? null : millidegrees / 1000,
    load: percent === null ? null : percent / 100,
  };
}

function figure(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
