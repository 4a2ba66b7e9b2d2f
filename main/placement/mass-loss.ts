/**
 * Most machines gone at once: that is more likely this PC's own network than all of theirs, so for a while nothing is placed anew.
 * What runs over there goes on running, and is taken up again when the machines are back.
 */
import type { Suspicion } from '../../contract/plan.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';

/** Losses so close together count as one: a silent machine is noticed up to 6 s later than one whose connection ended. */
const atOnceMs = 10_000;
/** Long enough for a switch that starts again; a model whose PC is really gone waits no longer than that. */
const suspectMs = 30_000;
/** One machine that is lost is an everyday event, however few there are. */
const fewest = 2;

export class MassLoss {
  /** When each machine was lost that is not back. */
  readonly #lostAt = new Map<string, number>();

  /** @returns why the coordinator suspects itself, or null when it does not */
  see(machines: readonly MachineFacts[], now: number): Suspicion | null {
    const others = machines.filter(({ local }) => !local);
    const away = others.filter(({ state }) => state === 'lost' || state === 'returning');
    const ids = new Set(away.map(({ id }) => id));
    for (const id of this.#lostAt.keys()) if (!ids.has(id)) this.#lostAt.delete(id);
    for (const { id, since, state } of away) {
      if (!this.#lostAt.has(id) && state === 'lost') this.#lostAt.set(id, since);
    }
    const last = Math.max(...this.#lostAt.values());
    const lost = new Set([...this.#lostAt].filter(([, at]) => at >= last - atOnceMs).map(([id]) => id));
    const of = others.filter(({ state }) => state === 'online').length + lost.size;
    const until = last + suspectMs;
    return lost.size >= fewest && lost.size * 2 > of && now < until ? { lost, of, until } : null;
  }
}

/** The office as it would be if only this PC's own network were gone. */
export function asIfThere(machines: readonly MachineFacts[], suspicion: Suspicion | null): readonly MachineFacts[] {
  if (!suspicion) return machines;
  return machines.map((machine) =>
    suspicion.lost.has(machine.id) ? { ...machine, state: 'online', replicas: machine.before } : machine,
  );
}
