/** NVIDIA cards, by the program that their driver brings. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { normalPciId, type VendorReading } from './vendor-reading.ts';

const fields = [
  'pci.bus_id',
  'name',
  'driver_version',
  'memory.total',
  'memory.used',
  'utilization.gpu',
  'temperature.gpu',
];
const mebibyte = 1024 * 1024;
/** A driver that hangs must not hang the agent. */
const timeoutMs = 5_000;

const run = promisify(execFile);

/** All NVIDIA cards of this PC by nvidia-smi; none when there is no such program or it fails. */
export async function readNvidia(signal: AbortSignal): Promise<VendorReading[]> {
  try {
    const { stdout } = await run('nvidia-smi', [`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits'], {
      signal,
      timeout: timeoutMs,
      windowsHide: true,
    });
    return parseNvidiaSmi(stdout);
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

/** The rows that nvidia-smi prints for our fields. A figure that it does not know ("[N/A]") is null; a row without memory is no card. */
export function parseNvidiaSmi(output: string): VendorReading[] {
  return output.split('\n').flatMap((line) => {
    const [pciId, name, driver, total, used, load, temperature] = line.split(',').map((cell) => cell.trim());
    const totalMebibytes = figure(total);
    if (!pciId || !name || totalMebibytes === null) return [];
    const percent = figure(load);
    return [
      {
        vendor: 'nvidia' as const,
        pciId: normalPciId(pciId),
        name,
        driver: driver ?? null,
        totalBytes: totalMebibytes * mebibyte,
        usedBytes: (figure(used) ?? 0) * mebibyte,
        temperatureC: figure(temperature),
        load: percent === null ? null : percent / 100,
      },
    ];
  });
}

function figure(cell: string | undefined): number | null {
  return cell !== undefined && /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : null;
}
