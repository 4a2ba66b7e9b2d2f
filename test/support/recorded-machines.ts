/** The port to the office's machines, which writes down what it is told: for tests of who calls it. */
import type { MachinesOffice, Newcomers } from '../../main/control/machines-office.ts';

type Call = readonly [name: string, ...args: unknown[]];

export const noNewcomers: Newcomers = {
  candidates: [],
  asks: [],
  installs: [],
  discovery: { adapters: [], probing: null, checklist: [] },
};

export class RecordedMachines {
  readonly calls: Call[] = [];
  /** Thrown by the next call, once. */
  refusal: Error | null = null;
  /** What calls return, by name. */
  readonly answers = new Map<string, unknown>();

  readonly port = new Proxy({} as MachinesOffice, {
    get: (_target, name) =>
      typeof name === 'string'
        ? (...args: unknown[]) =>
            this.#take(
              name,
              args.filter((arg) => !(arg instanceof AbortSignal)),
            )
        : undefined,
  });

  #take(name: string, args: readonly unknown[]): unknown {
    this.calls.push([name, ...args]);
    const refused = this.refusal;
    this.refusal = null;
    if (refused) throw refused;
    return this.answers.get(name);
  }
}
