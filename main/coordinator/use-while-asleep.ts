/** How machines may be used, as it is planned with: one that is about to sleep takes nothing, whatever an admin allows. */
import { Listeners } from '../base/listeners.ts';
import type { MachineUse, UseRules } from '../ledger/machine-use.ts';

type Rules = Pick<MachineUse, 'of' | 'onChange' | 'machinesAre'>;

export class UseWhileAsleep implements Rules {
  readonly #use: Rules;
  readonly #changed = new Listeners();
  readonly #leaving = new Set<string>();

  constructor(use: Rules) {
    this.#use = use;
  }

  of(machineId: string): UseRules {
    const rules = this.#use.of(machineId);
    return this.#leaving.has(machineId) ? { ...rules, paused: true } : rules;
  }

  onChange(listener: () => void): () => void {
    const stops = [this.#use.onChange(listener), this.#changed.add(listener)];
    return () => stops.forEach((stop) => stop());
  }

  machinesAre(ids: ReadonlySet<string>): void {
    this.#use.machinesAre(ids);
  }

  /** It is about to sleep, or it is awake again. */
  setLeaving(machineId: string, leaving: boolean): void {
    if (leaving) this.#leaving.add(machineId);
    else this.#leaving.delete(machineId);
    this.#changed.call();
  }
}
