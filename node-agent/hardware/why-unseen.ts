/** Why the engine does not see a card that is there, and what to do about it. Pure. */
import type { VendorReading, VendorReport } from './vendor-reading.ts';

/** @returns sentences. `troubles`: what the readers could not read. */
export function whyUnseen(
  reading: VendorReading,
  troubles: VendorReport['troubles'],
  platform: NodeJS.Platform,
): string {
  if (reading.trouble !== null) return reading.trouble;
  const said = troubles.find(({ vendor }) => vendor === reading.vendor);
  if (said !== undefined) return said.sentence;
  if (platform === 'linux') return onLinux(reading);
  if (platform === 'win32') return `Its driver has no Vulkan; ${newDriver[reading.vendor]}`;
  return 'The engine cannot use this card on a Mac; it uses Apple’s own graphics only.';
}

const newDriver: Readonly<Record<VendorReading['vendor'], string>> = {
  nvidia: 'install a driver from nvidia.com: 456 or newer for a GTX 600 and up.',
  amd: 'install the newest Adrenalin driver for this card from amd.com.',
  intel: 'install the newest graphics driver for this processor or card from intel.com.',
  apple: 'update macOS.',
};

function onLinux({ vendor, driver }: VendorReading): string {
  if (vendor !== 'nvidia') {
    return 'The Vulkan driver for this card is missing; install the package mesa-vulkan-drivers (Arch: vulkan-radeon or vulkan-intel).';
  }
  if (driver === 'nouveau') {
    return 'It runs on the driver Nouveau, without Vulkan; install NVIDIA’s own (package nvidia-driver), and restart the PC.';
  }
  const old = driver !== null && Number.parseInt(driver, 10) < oldestDriver;
  if (old) return `NVIDIA’s driver ${driver} is too old for the engine; install ${oldestDriver} or newer.`;
  return (
    'NVIDIA’s driver is there, and its Vulkan part is missing; install it (Debian: nvidia-vulkan-icd, Ubuntu: libnvidia-gl-VERSION, ' +
    'Fedora: xorg-x11-drv-nvidia-libs).'
  );
}

/** With this branch came Vulkan 1.2, which the engine needs. */
const oldestDriver = 440;
