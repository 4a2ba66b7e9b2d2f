/** What a card's vendor or its system says of it, read without the engine and without native code. */
export interface VendorReading {
  readonly vendor: 'nvidia' | 'amd' | 'intel' | 'apple';
  /** "0000:01:00.0"; null where the system tells none. */
  readonly pciId: string | null;
  /** Null where the interface names no card. */
  readonly name: string | null;
  /** On Linux without its vendor's tool: the kernel's module ("nouveau"). Null: none is loaded. */
  readonly driver: string | null;
  /** Video memory of its own; null where that is not told. */
  readonly totalBytes: number | null;
  /** By all programs; null where that is not told. */
  readonly usedBytes: number | null;
  readonly temperatureC: number | null;
  /** 0 to 1. */
  readonly load: number | null;
  /** Why it cannot be used, as a sentence with what to do, when the system shows that already. */
  readonly trouble: string | null;
}

/** What one reader found: cards, and in words what it could not read. */
export interface VendorReport {
  readonly readings: readonly VendorReading[];
  /** Sentences for the log and for cards of that vendor that the engine does not see. */
  readonly troubles: readonly { readonly vendor: VendorReading['vendor'] | null; readonly sentence: string }[];
}

/** Reads cards; an empty report when there are none. It never throws. */
export type VendorReader = (signal: AbortSignal) => Promise<VendorReport>;

export const emptyReport: VendorReport = { readings: [], troubles: [] };

/** "00000000:01:00.0" of nvidia-smi and "0000:01:00.0" of Linux, as the latter; null when it is no such id. */
export function normalPciId(text: string): string | null {
  const parts = /^([0-9a-f]{1,8}):([0-9a-f]{2}):([0-9a-f]{2})\.([0-7])$/.exec(text.trim().toLowerCase());
  if (parts === null) return null;
  const [, domain = '', bus, device, part] = parts;
  return `${domain.slice(-4).padStart(4, '0')}:${bus}:${device}.${part}`;
}

/** More than any card or PC has: what a broken driver says instead of a size. */
const absurdBytes = 2 ** 50;

/** A size as a whole number of bytes; null when there is none, or an absurd one. */
export function bytesFrom(figures: number | null, unit = 1): number | null {
  if (figures === null) return null;
  const bytes = Math.round(figures * unit);
  return bytes >= 0 && bytes < absurdBytes ? bytes : null;
}

/** A whole or broken number as tools print it without a locale; null for "[N/A]", "3,5", nothing. */
export function figure(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}(\.\d{1,6})?$/.test(text.trim()) ? Number(text) : null;
}
