/** The graphics cards of a Linux PC, by the files of its kernel. */
import { access, constants, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseSysfsCard, type SysfsCard } from './sysfs-card.ts';
import type { VendorReading, VendorReport } from './vendor-reading.ts';

/** Display controllers: VGA, 3D and others. */
const displayClass = /^0x03/;
const plain = [
  'vendor',
  'uevent',
  'product_name',
  'mem_info_vram_total',
  'mem_info_vram_used',
  'gpu_busy_percent',
] as const;

/** @param root and `devices`: where the kernel shows PCI devices and device files. */
export async function readLinuxCards(
  signal: AbortSignal,
  root = '/sys/bus/pci/devices',
  devices = '/dev/dri',
): Promise<VendorReport> {
  const names: string[] = await readdir(root).catch(() => []);
  const readings: VendorReading[] = [];
  for (const name of names.toSorted()) {
    if (signal.aborted) break;
    const folder = path.join(root, name);
    if (!displayClass.test((await textOf(path.join(folder, 'class'))) ?? '')) continue;
    const reading = parseSysfsCard(await readCard(folder, devices));
    if (reading !== null) readings.push(reading);
  }
  return { readings, troubles: [] };
}

async function readCard(folder: string, devices: string): Promise<SysfsCard> {
  const card: SysfsCard = {};
  const keep = async (name: keyof SysfsCard, ...place: string[]): Promise<void> => {
    const text = await textOf(path.join(folder, ...place));
    if (text !== null) card[name] = text;
  };
  for (const name of plain) await keep(name, name);
  const [monitor] = await readdir(path.join(folder, 'hwmon')).catch(() => []);
  if (monitor !== undefined) await keep('temp1_input', 'hwmon', monitor, 'temp1_input');
  const nodes = await readdir(path.join(folder, 'drm')).catch(() => []);
  const minor = nodes.find((name) => /^card\d+$/.test(name));
  if (minor !== undefined) await keep('lmem_total_bytes', 'drm', minor, 'lmem_total_bytes');
  await keep('physical_vram_size_bytes', 'tile0', 'physical_vram_size_bytes');
  const render = nodes.find((name) => /^renderD\d+$/.test(name));
  const node = render && path.join(devices, render);
  if (node && !(await mayOpen(node))) card.closed_node = node;
  return card;
}

const textOf = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );

/** A file that is not there keeps nobody out: a container may show the card in another way. */
const mayOpen = (file: string): Promise<boolean> =>
  access(file, constants.R_OK | constants.W_OK).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'EACCES' && error.code !== 'EPERM',
  );
