/**
 * What other programs hold of each card, as plans shall take it: growth counts at once, shrinking after a minute. A program that
 * opens and closes would else make models leave and come again each time.
 */
import type { Gpu } from '../../contract/hardware.ts';
import type { MachineFacts } from './machine-facts.ts';

/** So long must memory have been free before it is given to a model. */
const freeForMs = 60_000;

interface Claim {
  bytes: number;
  /** What was held before and is free since: each less than the one before it, and free for less long. */
  past: { readonly bytes: number; readonly until: number }[];
}

/** Has no clock: a look says what time it is. */
export class OthersClaim {
  #claims = new Map<string, Claim>();

  /** The machines with what others claim of their cards. Those that are away are forgotten. @param now in milliseconds */
  look(machines: readonly MachineFacts[], now: number): MachineFacts[] {
    const before = this.#claims;
    this.#claims = new Map();
    return machines.map((machine) => {
      if (machine.state !== 'online') return machine;
      const gpus = machine.gpus.map((gpu) => {
        const key = `${machine.id} ${gpu.id}`;
        const claim = nextClaim(before.get(key), gpu, now);
        this.#claims.set(key, claim);
        return { ...gpu, othersBytes: Math.max(gpu.othersBytes, claim.past[0]?.bytes ?? 0) };
      });
      return { ...machine, gpus };
    });
  }

  /** When the next claim ends; null: none does. */
  nextChange(): number | null {
    const times = [...this.#claims.values()].flatMap(({ past }) => past[0]?.until ?? []);
    return times.length > 0 ? Math.min(...times) : null;
  }
}

function nextClaim(last: Claim | undefined, { othersBytes }: Gpu, now: number): Claim {
  const past = (last?.past ?? []).filter(({ until }) => until > now);
  if (last && last.bytes > othersBytes) past.push({ bytes: last.bytes, until: now + freeForMs });
  // What is held again, or was exceeded since, claims nothing beside.
  return { bytes: othersBytes, past: past.filter(({ bytes }, at) => bytes > othersBytes && isMost(past, at)) };
}

/** Nothing later claims as much for longer. */
const isMost = (past: Claim['past'], at: number): boolean =>
  past.slice(at + 1).every(({ bytes }) => bytes < (past[at]?.bytes ?? 0));
