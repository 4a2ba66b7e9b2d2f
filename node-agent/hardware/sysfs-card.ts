/** What Linux tells of a graphics card in /sys, whoever made it. */
import { bytesFrom, figure, normalPciId, type VendorReading } from './vendor-reading.ts';

/** Files of a card's PCI folder by name, trimmed; a file that is not there is missing. */
export interface SysfsCard {
  vendor?: string;
  uevent?: string;
  product_name?: string;
  mem_info_vram_total?: string;
  mem_info_vram_used?: string;
  gpu_busy_percent?: string;
  /** Of its hwmon folder. */
  temp1_input?: string;
  /** Of drm/cardN: Intel's i915 with its own patches. */
  lmem_total_bytes?: string;
  /** Of tile0: Intel's xe. */
  physical_vram_size_bytes?: string;
  /** The device file that programs compute through, when this user may not open it. */
  closed_node?: string;
}

const vendors: Readonly<Record<string, VendorReading['vendor']>> = {
  '0x10de': 'nvidia',
  '0x1002': 'amd',
  '0x8086': 'intel',
};

/** One card's files as a reading; null for other makers' devices (a server's console, a virtual machine's screen). */
export function parseSysfsCard(card: SysfsCard): VendorReading | null {
  const vendor = vendors[card.vendor ?? ''];
  const pciId = normalPciId(lineOf(card, 'PCI_SLOT_NAME') ?? '');
  if (vendor === undefined || pciId === null) return null;
  const percent = figure(card.gpu_busy_percent);
  const millidegrees = figure(card.temp1_input);
  const driver = lineOf(card, 'DRIVER');
  return {
    vendor,
    pciId,
    name: card.product_name || null,
    driver,
    // xe counts what it keeps for itself, too; the engine's own figure is lower.
    totalBytes: bytesFrom(figure(card.mem_info_vram_total ?? card.lmem_total_bytes ?? card.physical_vram_size_bytes)),
    usedBytes: bytesFrom(figure(card.mem_info_vram_used)),
    temperatureC: millidegrees === null ? null : millidegrees / 1000,
    load: percent === null ? null : percent / 100,
    trouble: troubleOf(driver, card.closed_node),
  };
}

/** What keeps a program from computing on it, whatever else is installed. */
function troubleOf(driver: string | null, closedNode: string | undefined): string | null {
  if (driver === null) return 'No driver is loaded for this card; install its maker’s driver and restart the PC.';
  if (driver === 'vfio-pci') return 'This card is handed over to a virtual machine.';
  if (driver === 'radeon') {
    return (
      'This card runs on the old radeon driver, which has no Vulkan; start Linux with radeon.si_support=0 ' +
      'radeon.cik_support=0 amdgpu.si_support=1 amdgpu.cik_support=1.'
    );
  }
  if (closedNode !== undefined) {
    return `The agent’s user may not open ${closedNode}; add it to the groups video and render, and restart the PC.`;
  }
  return null;
}

const lineOf = (card: SysfsCard, name: string): string | null =>
  new RegExp(`^${name}=(\\S+)$`, 'm').exec(card.uevent ?? '')?.[1] ?? null;
