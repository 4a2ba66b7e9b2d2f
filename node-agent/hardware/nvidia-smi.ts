/** NVIDIA cards, by the program that their driver brings, on Linux and Windows alike. */
import { runTool, type ToolOutput } from './run-tool.ts';
import {
  bytesFrom,
  emptyReport,
  figure,
  normalPciId,
  type VendorReading,
  type VendorReport,
} from './vendor-reading.ts';

const fields = [
  'pci.bus_id',
  'name',
  'driver_version',
  'memory.total',
  'memory.used',
  'utilization.gpu',
  'temperature.gpu',
];
/** Drivers before 450 do not know it, and refuse the whole question for it. */
const newerFields = [...fields, 'mig.mode.current'];
const mebibyte = 1024 * 1024;

/** Older drivers for Windows put it where no command line looks. */
const olderPlace = 'C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe';

export class NvidiaReader {
  readonly #run: typeof runTool;
  readonly #programs: readonly string[];
  #fields: readonly string[] = newerFields;

  constructor(platform: NodeJS.Platform, run: typeof runTool = runTool) {
    this.#run = run;
    this.#programs = platform === 'win32' ? ['nvidia-smi', olderPlace] : ['nvidia-smi'];
  }

  /** All NVIDIA cards of this PC; none when there is no such program. It never throws. */
  async read(signal: AbortSignal): Promise<VendorReport> {
    const output = await this.#ask(signal);
    if (output.kind === 'missing') return emptyReport;
    if (output.kind === 'failed') return { readings: [], troubles: [{ vendor: 'nvidia', sentence: output.why }] };
    if (this.#fields === fields || !/is not a valid field to query/i.test(output.text))
      return parseNvidiaSmi(output.text);
    this.#fields = fields;
    return this.read(signal);
  }

  async #ask(signal: AbortSignal): Promise<ToolOutput> {
    const query = [`--query-gpu=${this.#fields.join(',')}`, '--format=csv,noheader,nounits'];
    for (const program of this.#programs) {
      const output = await this.#run(program, query, signal);
      if (output.kind !== 'missing') return output;
    }
    return { kind: 'missing' };
  }
}

/**
 * What nvidia-smi prints for our fields. A figure that it does not know ("[N/A]", "[Not Supported]") is null; a line that is no
 * card is a trouble, in words.
 */
export function parseNvidiaSmi(output: string): VendorReport {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  const cards = lines.map(parseLine);
  const readings = cards.filter((card) => card !== null);
  const strange = lines.filter((_, index) => cards[index] === null).join(' ');
  const sentence = strange === '' ? null : troubleIn(strange);
  return { readings, troubles: sentence === null ? [] : [{ vendor: 'nvidia', sentence }] };
}

function parseLine(line: string): VendorReading | null {
  const [id = '', name, driver, total, used, load, temperature, mig] = line.split(',').map((cell) => cell.trim());
  const pciId = normalPciId(id);
  if (pciId === null || !name || name.startsWith('[') || temperature === undefined) return null;
  const percent = figure(load);
  return {
    vendor: 'nvidia',
    pciId,
    name,
    driver: driver === undefined || driver.startsWith('[') ? null : driver,
    totalBytes: bytesFrom(figure(total), mebibyte),
    usedBytes: bytesFrom(figure(used), mebibyte),
    temperatureC: figure(temperature),
    load: percent === null ? null : percent / 100,
    trouble:
      mig === 'Enabled'
        ? 'The card is divided into instances (MIG), which the engine cannot use; turn that off with: nvidia-smi -mig 0'
        : null,
  };
}

const known: readonly (readonly [RegExp, string | null])[] = [
  [/no devices were found/i, null],
  [
    /driver\/library version mismatch/i,
    'NVIDIA’s driver was updated while the old one is still loaded; restart the PC.',
  ],
  [
    /couldn't communicate with the NVIDIA driver|failed to initialize nvml/i,
    'NVIDIA’s driver is installed and does not run; restart the PC, or install the driver again.',
  ],
  [
    /gpu is lost|unable to determine the device handle|fallen off the bus/i,
    'A card does not answer any more; check its cable and its power, and restart the PC.',
  ],
  [/insufficient permissions/i, 'This agent’s user may not ask NVIDIA’s driver; add it to the group video.'],
];

function troubleIn(text: string): string | null {
  const found = known.find(([pattern]) => pattern.test(text));
  return found ? found[1] : `nvidia-smi says something that is not understood: ${text.trim().slice(0, 160)}`;
}
