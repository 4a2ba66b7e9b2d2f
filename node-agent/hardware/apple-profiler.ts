/** The graphics of a Mac, by system_profiler. */
import os from 'node:os';
import { z } from 'zod';
import { jsonOrNull } from '../../common/json-or-null.ts';
import { runTool } from './run-tool.ts';
import { emptyReport, type VendorReading, type VendorReport } from './vendor-reading.ts';

const Displays = z.object({ SPDisplaysDataType: z.array(z.unknown()) });
const Card = z.object({
  _name: z.string().optional(),
  sppci_model: z.string().optional(),
  /** "sppci_vendor_Apple", "sppci_vendor_amd", "Intel" */
  spdisplays_vendor: z.string().optional(),
  /** "4 GB", of a card with memory of its own. */
  spdisplays_vram: z.string().optional(),
});

const gibibyte = 1024 ** 3;
const timeoutMs = 20_000;

/** The cards of this Mac. They do not change while it runs, so it is asked once. */
export class AppleReader {
  #known: Promise<VendorReport> | null = null;

  read(signal: AbortSignal): Promise<VendorReport> {
    this.#known ??= this.#ask(signal);
    return this.#known;
  }

  async #ask(signal: AbortSignal): Promise<VendorReport> {
    const [profiler, limit] = await Promise.all([
      runTool('/usr/sbin/system_profiler', ['SPDisplaysDataType', '-json'], signal, timeoutMs),
      runTool('/usr/sbin/sysctl', ['-n', 'iogpu.wired_limit_mb'], signal),
    ]);
    if (profiler.kind === 'missing') return emptyReport;
    if (profiler.kind === 'failed') return { readings: [], troubles: [{ vendor: null, sentence: profiler.why }] };
    const wired = limit.kind === 'text' ? limit.text : '';
    return parseDisplays(profiler.text, workingSet(os.totalmem(), wired));
  }
}

/** @param sharedBytes what graphics of Apple's own may take of main memory */
export function parseDisplays(text: string, sharedBytes: number): VendorReport {
  const list = Displays.safeParse(jsonOrNull(text));
  if (!list.success) {
    return { readings: [], troubles: [{ vendor: null, sentence: 'The answer of system_profiler cannot be read.' }] };
  }
  const readings = list.data.SPDisplaysDataType.flatMap((one) => {
    const card = Card.safeParse(one);
    return card.success ? [readingOf(card.data, sharedBytes)].filter((reading) => reading !== null) : [];
  });
  return { readings, troubles: [] };
}

/**
 * What Metal recommends graphics to take of main memory: what an admin set (`iogpu.wired_limit_mb`), else two thirds up to
 * 36 GB and three quarters above, as macOS does.
 * @param wiredLimit sysctl's answer, in MB; "0" or none: not set
 */
export function workingSet(memoryBytes: number, wiredLimit: string): number {
  const set = /^\d{1,9}$/.test(wiredLimit.trim()) ? Number(wiredLimit) * 1024 ** 2 : 0;
  if (set > 0) return Math.min(set, memoryBytes);
  return Math.floor(memoryBytes > 36 * gibibyte ? (memoryBytes * 3) / 4 : (memoryBytes * 2) / 3);
}

function readingOf(card: z.infer<typeof Card>, sharedBytes: number): VendorReading | null {
  const maker = /apple|amd|ati|intel|nvidia/.exec((card.spdisplays_vendor ?? '').toLowerCase())?.[0];
  if (maker === undefined) return null;
  const vendor = maker === 'ati' ? 'amd' : (maker as VendorReading['vendor']);
  return {
    vendor,
    pciId: null,
    name: card.sppci_model ?? card._name ?? null,
    driver: null,
    totalBytes: vendor === 'apple' ? sharedBytes : sizeOf(card.spdisplays_vram),
    usedBytes: null,
    temperatureC: null,
    load: null,
    trouble: null,
  };
}

/** "4 GB", "1536 MB", and "1,5 GB" where the language writes it so. */
function sizeOf(text: string | undefined): number | null {
  const size = /^(\d{1,6})(?:[.,](\d))? (MB|GB)$/.exec(text ?? '');
  if (size === null) return null;
  return Number(`${size[1] ?? 0}.${size[2] ?? 0}`) * (size[3] === 'GB' ? gibibyte : 1024 ** 2);
}
