/** Lives the days of an office: hours of faults, then calm, in which the plan must be reached, again and again. */
import { plan } from '../../../main/planner/plan.ts';
import type { Break } from './ground.ts';
import { someFault } from './faults.ts';
import { looks, SimWorld, type WorldOptions } from './sim-world.ts';

interface SimulationOptions extends WorldOptions {
  /** Of the office's time. */
  readonly hours: number;
  /** For each machine and hour. */
  readonly faults: number;
  /** For each machine and hour. */
  readonly requests: number;
}

export interface SimulationResult {
  readonly seed: number;
  readonly hours: number;
  readonly machineHours: number;
  readonly counts: ReadonlyMap<string, number>;
  /** Seconds from the end of the faults until the plan was reached, of each time of calm. */
  readonly reachedAfter: readonly number[];
  /** Two runs of one seed have the same. */
  readonly digest: string;
  readonly broken: Break | null;
}

const second = 1_000;
const hour = 3_600 * second;
/** So long something happens; then comes the calm. */
const stormMs = hour;
/** A place where a model could not be loaded is tried again after five minutes; then it is copied, loaded and warmed. */
const reachedWithinMs = 10 * 60 * second;
/** It must stay reached for so long. */
const steadyMs = 15 * second;

export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const world = new SimWorld(options);
  const { ground } = world;
  const startedAt = ground.time.now;
  const end = startedAt + options.hours * hour;
  const reachedAfter: number[] = [];
  try {
    while (ground.time.now < end && !ground.isBroken) {
      await storm(world, options, Math.min(end, ground.time.now + stormMs));
      const seconds = await calm(world);
      if (seconds !== null) reachedAfter.push(seconds);
    }
  } catch (error) {
    ground.broken(String(error instanceof Error ? error.stack : error));
  } finally {
    world.close();
  }
  const hours = (ground.time.now - startedAt) / hour;
  const { counts } = ground;
  const machineHours = hours * options.machines;
  const { digest } = ground.history;
  return { seed: options.seed, hours, machineHours, counts, reachedAfter, digest, broken: ground.isBroken };
}

/** Faults and requests come at any moment. */
async function storm(world: SimWorld, { machines, faults, requests }: SimulationOptions, until: number): Promise<void> {
  const { ground } = world;
  const length = until - ground.time.now;
  const often = (perMachineHour: number): number => Math.ceil((perMachineHour * machines * length) / hour);
  const anyTime = (run: () => void): void => ground.time.in(ground.below(length), run);
  for (let n = often(faults); n > 0; n -= 1) anyTime(() => someFault(world));
  for (let n = often(requests) / 3; n > 0; n -= 1) anyTime(() => burst(world));
  while (ground.time.now < until && !ground.isBroken) {
    await ground.runUntil(Math.min(until, ground.time.now + second));
    world.invariants.check();
  }
}

/** One asks, or several do at once. */
function burst(world: SimWorld): void {
  const { ground } = world;
  if (!world.isUp) return ground.count('requests while the coordinator was down');
  const models = world.office.models.deployments().map(({ model }) => model);
  const model = ground.percent(2) || models.length === 0 ? 'unknown' : ground.some(models);
  const times = ground.percent(80) ? ground.between(1, 3) : ground.between(4, 10);
  for (let n = 0; n < times; n += 1) world.clients.ask(model);
}

/** Nothing goes wrong any more. @returns seconds until the plan was reached for good; null: an invariant broke */
async function calm(world: SimWorld): Promise<number | null> {
  const { ground, pcs } = world;
  for (const pc of pcs) pc.calm();
  const until = (look: () => boolean, limitMs: number) => watch(world, look, limitMs);
  if (!(await until(() => world.isUp && pcs.every(({ isOn, isSilent }) => isOn && !isSilent), hour))) return null;
  for (const pc of pcs) world.office.use.setHours(pc.id, null);
  ground.history.note('CALM');
  const since = ground.time.now;
  let reachedAt: number | null = null;
  const isReached = (): boolean => {
    reachedAt = world.invariants.unreached().length > 0 ? null : (reachedAt ?? ground.time.now);
    return reachedAt !== null && ground.time.now - reachedAt >= steadyMs && world.clients.open.size === 0;
  };
  if (!(await until(isReached, reachedWithinMs))) {
    ground.broken(
      `the plan is not reached: ${world.invariants.unreached().join('; ')}; open: ${world.clients.open.size}`,
    );
  }
  if (ground.isBroken) return null;
  requiredAreThere(world);
  return ((reachedAt ?? since) - since) / second;
}

async function watch(world: SimWorld, look: () => boolean, limitMs: number): Promise<boolean> {
  const { ground } = world;
  const end = ground.time.now + limitMs;
  while (ground.time.now < end && !ground.isBroken) {
    if (look()) return true;
    await ground.runUntil(ground.time.now + second);
    world.invariants.check();
  }
  return false;
}

/** What must be there is there, unless it would not be in an empty office either, or only the short search missed it. */
function requiredAreThere({ office, ground }: SimWorld): void {
  const { refusals } = office.placement.plan;
  if (refusals.length === 0) return;
  const now = office.placement.snapshot();
  const missing = (all: typeof refusals): number => all.reduce((sum, { wished, placed }) => sum + wished - placed, 0);
  ground.count('required replicas that did not fit', missing(refusals));
  const empty = { ...now, replicas: [], leaving: [], setAside: [], fresh: [] };
  const leastMissing = missing(plan(empty, looks).refusals);
  if (missing(refusals) <= leastMissing) return;
  // As long a search as the product's.
  if (missing(plan(now).refusals) <= leastMissing) return ground.count('required replicas that a longer search places');
  const words = refusals.map(({ model, reason }) => `${model}: ${reason}`);
  ground.broken(`required replicas are missing though they would fit: ${words.join(' ')}`);
}
