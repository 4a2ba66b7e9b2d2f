/**
 * How many tokens per second are asked of each deployment: measured rates, smoothed, in steps, and held for a while, so that a
 * plan follows what people do and not each answer.
 */
import type { MachineFacts } from './machine-facts.ts';

/** Half of an old rate is forgotten in this time. */
const halfLifeMs = 30_000;
/** A step down waits so long. */
const quietMs = 5 * 60_000;
/** Tokens per second of the first step; each further one is half as much again. Below it there is no demand to speak of. */
const firstStep = 20;
const factor = 1.5;
/** Tokens per second: faster is no card of an office. */
const mostOfOneReplica = 5_000;

interface Course {
  readonly rate: number;
  readonly at: number;
  readonly level: number;
  /** Until when the level is held. */
  readonly until: number;
}

export class Demand {
  readonly #courses = new Map<string, Course>();

  /**
   * Takes what the machines report now.
   * @param deployments ids that there are: an agent may report what it likes
   * @returns tokens per second by deployment id
   */
  sample(machines: readonly MachineFacts[], deployments: ReadonlySet<string>, now: number): Map<string, number> {
    const rates = new Map<string, number>();
    for (const { spec, tokensPerSecond } of machines.flatMap(({ replicas }) => replicas)) {
      if (!deployments.has(spec.deploymentId)) continue;
      const rate = Math.min(tokensPerSecond, mostOfOneReplica);
      rates.set(spec.deploymentId, (rates.get(spec.deploymentId) ?? 0) + rate);
    }
    for (const id of this.#courses.keys()) if (!deployments.has(id)) this.#courses.delete(id);
    for (const id of new Set([...rates.keys(), ...this.#courses.keys()])) this.#follow(id, rates.get(id) ?? 0, now);
    return new Map([...this.#courses].map(([id, { level }]) => [id, level]));
  }

  /** When a level may fall by itself; null: none does. */
  nextChange(): number | null {
    const times = [...this.#courses.values()].map(({ until }) => until);
    return times.length > 0 ? Math.min(...times) : null;
  }

  #follow(id: string, current: number, now: number): void {
    const before = this.#courses.get(id) ?? { rate: 0, at: now, level: 0, until: now };
    const kept = 0.5 ** ((now - before.at) / halfLifeMs);
    const rate = before.rate * kept + current * (1 - kept);
    const reached = levelOf(rate);
    const isHeld = reached < before.level && now < before.until;
    const level = isHeld ? before.level : reached;
    if (level === 0 && rate < 1 && current === 0) return void this.#courses.delete(id);
    const until = isHeld ? before.until : now + quietMs;
    this.#courses.set(id, { rate, at: now, level, until });
  }
}

function levelOf(rate: number): number {
  if (rate < firstStep) return 0;
  return Math.round(firstStep * factor ** Math.ceil(Math.log(rate / firstStep) / Math.log(factor)));
}
