/**
 * How many tokens per second are asked of each deployment: measured rates and what those who wait would add, smoothed, in steps,
 * and held for a while, so that a plan follows what people do and not each answer.
 */
import type { Deployment } from '../../contract/model.ts';
import type { MachineFacts } from './machine-facts.ts';
import type { ModelTraffic } from './traffic.ts';

/** Half of an old rate is forgotten in this time. */
const halfLifeMs = 30_000;
/** A step down waits so long. */
const quietMs = 5 * 60_000;
/** Tokens per second of the first step; each further one is half as much again. Below it there is no demand to speak of. */
const firstStep = 20;
const factor = 1.5;
/** Tokens per second: faster is no card of an office. */
const mostOfOneReplica = 5_000;

/** Tokens per second of one answer, where none is measured. */
const usualAnswerRate = 20;

interface Asked {
  readonly machines: readonly MachineFacts[];
  /** Those that there are: an agent may report what it likes. */
  readonly deployments: readonly Deployment[];
  readonly trafficOf: (model: string) => ModelTraffic;
  readonly now: number;
}

interface Course {
  readonly rate: number;
  readonly at: number;
  readonly level: number;
  /** Until when the level is held. */
  readonly until: number;
}

export class Demand {
  readonly #courses = new Map<string, Course>();

  /** Takes what is reported and asked now. @returns tokens per second by deployment id */
  sample({ machines, deployments, trafficOf, now }: Asked): Map<string, number> {
    const rates = new Map(deployments.map(({ id, model }) => [id, rateOf(id, trafficOf(model), machines)] as const));
    for (const id of this.#courses.keys()) if (!rates.has(id)) this.#courses.delete(id);
    for (const [id, rate] of rates) if (rate > 0 || this.#courses.has(id)) this.#follow(id, rate, now);
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

/** What is written, and what those who wait would add: each as much as one answer gets. Who waits for a load adds nothing yet. */
function rateOf(deploymentId: string, { waiting }: ModelTraffic, machines: readonly MachineFacts[]): number {
  const ready = machines
    .flatMap(({ replicas }) => replicas)
    .filter(({ spec, state }) => spec.deploymentId === deploymentId && state === 'ready');
  const written = ready.reduce((sum, { tokensPerSecond }) => sum + Math.min(tokensPerSecond, mostOfOneReplica), 0);
  const busy = ready.reduce((sum, { slotsBusy }) => sum + slotsBusy, 0);
  const each = busy > 0 && written > 0 ? written / busy : usualAnswerRate;
  return ready.length === 0 ? 0 : written + waiting * each;
}

function levelOf(rate: number): number {
  if (rate < firstStep) return 0;
  return Math.round(firstStep * factor ** Math.ceil(Math.log(rate / firstStep) / Math.log(factor)));
}
