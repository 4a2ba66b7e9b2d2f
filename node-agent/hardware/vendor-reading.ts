/** What a card's vendor says of it, read without the engine and without native code. */
export interface VendorReading {
  readonly vendor: 'nvidia' | 'amd';
  /** "0000:01:00.0" */
  readonly pciId: string;
  /** Null where the vendor's interface names no card. */
  readonly name: string | null;
  readonly driver: string | null;
  readonly totalBytes: number;
  /** By all programs. */
  readonly usedBytes: number;
  readonly temperatureC: number | null;
  /** 0 to 1. */
  readonly load: number | null;
}

/** Reads all cards of one vendor; none when there are none. */
export type VendorReader = (signal: AbortSignal) => Promise<VendorReading[]>;

/** "00000000:01:00.0" of nvidia-smi and "0000:01:00.0" of Linux, as the latter. */
export function normalPciId(text: string): string {
  const [domain = '', ...rest] = text.trim().toLowerCase().split(':');
  return [domain.slice(-4).padStart(4, '0'), ...rest].join(':');
}
