/** Which readers a system has. The one that knows most of a card comes first. */
import { AppleReader } from './apple-profiler.ts';
import { readLinuxCards } from './linux-cards.ts';
import { NvidiaReader } from './nvidia-smi.ts';
import type { VendorReader } from './vendor-reading.ts';
import { WindowsReader } from './windows-reader.ts';

export function vendorReaders(platform: NodeJS.Platform): VendorReader[] {
  const nvidia = new NvidiaReader(platform);
  const readNvidia: VendorReader = (signal) => nvidia.read(signal);
  switch (platform) {
    case 'win32': {
      const windows = new WindowsReader();
      return [readNvidia, (signal) => windows.read(signal)];
    }
    case 'darwin': {
      const apple = new AppleReader();
      return [(signal) => apple.read(signal)];
    }
    default:
      return [readNvidia, (signal) => readLinuxCards(signal)];
  }
}
