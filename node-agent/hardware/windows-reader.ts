/** Asks Windows for its graphics cards. */
import { parseRegistry, type RegistryKeys } from './registry-text.ts';
import { runTool } from './run-tool.ts';
import { emptyReport, type VendorReport } from './vendor-reading.ts';
import { displayClass, windowsCards, type WindowsRegistry } from './windows-cards.ts';
import { countersScript, parseCounters, type WindowsCounters } from './windows-counters.ts';

const control = 'HKLM\\SYSTEM\\CurrentControlSet';
/** PowerShell takes a good part of a second to start: figures this old serve. */
const everyMs = 10_000;
const timeoutMs = 15_000;

export class WindowsReader {
  readonly #run: typeof runTool;
  readonly #now: () => number;
  #registry: { readonly of: string; readonly keys: WindowsRegistry } | null = null;
  #last: { readonly at: number; readonly report: VendorReport } | null = null;

  constructor(run: typeof runTool = runTool, now: () => number = () => performance.now()) {
    this.#run = run;
    this.#now = now;
  }

  /** Cards as of now or a few seconds ago. It never throws. */
  async read(signal: AbortSignal): Promise<VendorReport> {
    const now = this.#now();
    if (this.#last !== null && now - this.#last.at < everyMs) return this.#last.report;
    const report = await this.#ask(signal);
    this.#last = { at: now, report };
    return report;
  }

  async #ask(signal: AbortSignal): Promise<VendorReport> {
    const args = ['-NoProfile', '-NonInteractive', '-Command', countersScript];
    const output = await this.#run('powershell.exe', args, signal, timeoutMs);
    if (output.kind === 'missing') return trouble('PowerShell is not there, so Windows cannot be asked for its cards.');
    if (output.kind === 'failed') return trouble(output.why);
    const counters = parseCounters(output.text);
    if (counters === null) return trouble('Windows’ answer about its graphics cards cannot be read.');
    return { ...emptyReport, readings: windowsCards(await this.#registryFor(counters, signal), counters) };
  }

  /** The registry says what stays the same as long as the cards do. */
  async #registryFor({ controllers }: WindowsCounters, signal: AbortSignal): Promise<WindowsRegistry> {
    const of = controllers.map((controller) => controller.PNPDeviceID).join('\n');
    if (this.#registry?.of === of) return this.#registry.keys;
    const [sizes, drivers, places, adapters] = await Promise.all([
      this.#query(
        [`${control}\\Control\\Class\\${displayClass}`, '/s', '/v', 'HardwareInformation.qwMemorySize'],
        signal,
      ),
      this.#query([`${control}\\Enum\\PCI`, '/s', '/v', 'Driver'], signal),
      this.#query([`${control}\\Enum\\PCI`, '/s', '/v', 'LocationInformation'], signal),
      this.#query(['HKLM\\SOFTWARE\\Microsoft\\DirectX', '/s'], signal),
    ]);
    const keys = { drivers: sizes, devices: merged(drivers, places), adapters };
    this.#registry = { of, keys };
    return keys;
  }

  async #query(args: readonly string[], signal: AbortSignal): Promise<RegistryKeys> {
    const output = await this.#run('reg.exe', ['query', ...args], signal, timeoutMs);
    return parseRegistry(output.kind === 'text' ? output.text : '');
  }
}

const trouble = (sentence: string): VendorReport => ({ readings: [], troubles: [{ vendor: null, sentence }] });

function merged(one: RegistryKeys, other: RegistryKeys): RegistryKeys {
  const names = new Set([...one.keys(), ...other.keys()]);
  return new Map([...names].map((name) => [name, new Map([...(one.get(name) ?? []), ...(other.get(name) ?? [])])]));
}
