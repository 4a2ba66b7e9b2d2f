/** What goes wrong, and what people change, each with how often it comes compared with the others. */
import type { Hours } from '../../../contract/control-machines.ts';
import { gib } from '../a-gpu.ts';
import { anyDeployment, simModels, someOthers } from './sim-models.ts';
import type { SimPc } from './sim-pc.ts';
import type { SimWorld } from './sim-world.ts';

interface Fault {
  readonly name: string;
  readonly weight: number;
  /** @returns what happened, in words; null: nothing could */
  readonly happen: (world: SimWorld) => string | null;
}

const minute = 60_000;

/** Any but the coordinator's own: that one has no network, and is off when the coordinator is. */
const someOther = ({ ground, pcs }: SimWorld): SimPc => ground.some(pcs.slice(1));

function massLoss({ ground, pcs }: SimWorld): string {
  const share = ground.between(60, 100);
  const isCut = ground.percent(25);
  const milliseconds = ground.between(3_000, 90_000);
  for (const pc of pcs.slice(1)) {
    if (!ground.percent(share)) continue;
    if (isCut) pc.stop(20_000 + milliseconds + ground.below(60_000), true);
    else pc.silence(milliseconds + ground.below(5_000));
  }
  return `${share} % of the machines are ${isCut ? 'off' : 'silent'} for ${milliseconds} ms`;
}

function hours({ ground, office, pcs }: SimWorld): string {
  const { id } = ground.some(pcs);
  if (ground.percent(40)) {
    office.use.setHours(id, null);
    return `${id} serves at all hours`;
  }
  const hour = (from: number): string => `${String(ground.between(from, from + 11)).padStart(2, '0')}:00`;
  const rules: Hours = { days: [1, 2, 3, 4, 5, 6, 7].filter(() => ground.percent(80)), from: hour(0), until: hour(12) };
  if (rules.days.length === 0) return 'nothing';
  office.use.setHours(id, rules);
  return `${id} serves from ${rules.from} to ${rules.until}`;
}

function limit({ ground, office, pcs }: SimWorld): string {
  const pc = ground.some(pcs);
  const card = ground.some(pc.cards);
  const bytes = ground.percent(50) ? null : ground.between(0, card.totalBytes / gib) * gib;
  office.use.setLimit(pc.id, card.id, bytes);
  return `${pc.id} shares ${bytes ?? 'all'} bytes`;
}

function wish(world: SimWorld): string {
  const { ground, office, replicasAtMost } = world;
  const model = ground.some(simModels);
  const isThere = office.models.deployments().some((one) => one.model === model);
  if (isThere && ground.percent(40)) office.models.removeDeployment(model);
  else office.models.putDeployment(anyDeployment(ground, model, replicasAtMost));
  office.placement.planNow();
  return `${model} is wished otherwise`;
}

function othersTake({ ground, pcs }: SimWorld): string {
  const pc = ground.some(pcs);
  const card = ground.some(pc.cards);
  card.setOthers(someOthers(ground));
  pc.othersChanged();
  return `other programs hold ${card.others} of ${pc.id}`;
}

function restart(world: SimWorld): string {
  const { ground } = world;
  world.stopCoordinator();
  ground.time.in(ground.between(500, 20_000), () => world.startCoordinator());
  return 'the coordinator is started again';
}

const faults: readonly Fault[] = [
  {
    name: 'power cut',
    weight: 10,
    happen: (world) => {
      const pc = someOther(world);
      const backMs = world.ground.between(20_000, 10 * minute);
      pc.stop(backMs, true);
      return `${pc.id} is off for ${backMs} ms`;
    },
  },
  {
    name: 'silent machine',
    weight: 16,
    happen: (world) => {
      const pc = someOther(world);
      const milliseconds = world.ground.between(1_000, 30_000);
      pc.silence(milliseconds);
      return `${pc.id} is silent for ${milliseconds} ms`;
    },
  },
  {
    name: 'slow machine',
    weight: 8,
    happen: (world) => {
      const pc = world.ground.some(world.pcs);
      pc.slowMs = world.ground.between(200, 3_500);
      world.ground.time.in(world.ground.between(10_000, 60_000), () => (pc.slowMs = 0));
      return `${pc.id} is slow`;
    },
  },
  {
    name: 'lost commands',
    weight: 5,
    happen: ({ ground, pcs }) => {
      const { id, link } = ground.some(pcs);
      if (!link) return null;
      link.deaf += ground.between(1, 3);
      return `${id} loses ${link.deaf} commands`;
    },
  },
  {
    name: 'agent restart',
    weight: 8,
    happen: ({ ground, pcs }) => {
      const pc = ground.some(pcs);
      pc.stop(ground.between(500, 5_000), false);
      return `the agent of ${pc.id} starts again`;
    },
  },
  {
    name: 'runner crash',
    weight: 14,
    happen: ({ ground, pcs }) => {
      const replicas = pcs.flatMap((pc) => [...pc.replicas.values()]);
      if (replicas.length === 0) return null;
      const replica = ground.some(replicas);
      replica.crash();
      return `${replica.spec.replicaId} crashes`;
    },
  },
  {
    name: 'loads that fail',
    weight: 8,
    happen: ({ ground, pcs }) => {
      const pc = ground.some(pcs);
      const code = ground.percent(50) ? 'out_of_memory' : 'engine_unavailable';
      pc.trouble(code, ground.between(1, 4));
      return `the next loads on ${pc.id} fail: ${code}`;
    },
  },
  { name: 'memory of others', weight: 14, happen: othersTake },
  { name: 'mass loss', weight: 1, happen: massLoss },
  {
    name: 'pause',
    weight: 6,
    happen: ({ ground, office, pcs }) => {
      const { id } = ground.some(pcs);
      const paused = !office.use.of(id).paused;
      office.use.setPaused(id, paused);
      return `${id} is ${paused ? 'paused' : 'resumed'}`;
    },
  },
  { name: 'hours', weight: 3, happen: hours },
  { name: 'limit', weight: 4, happen: limit },
  { name: 'wish', weight: 4, happen: wish },
  { name: 'coordinator restart', weight: 1, happen: restart },
];

const weights = faults.reduce((sum, { weight }) => sum + weight, 0);

/** One of them, by chance. */
export function someFault(world: SimWorld): void {
  const { ground } = world;
  let at = ground.below(weights);
  const fault = faults.find(({ weight }) => (at -= weight) < 0);
  // While the coordinator is down, nobody can wish anything.
  if (!fault || !world.isUp) return;
  const what = fault.happen(world);
  if (what === null) return;
  ground.history.note(`FAULT ${fault.name}: ${what}`);
  ground.count(`fault: ${fault.name}`);
}
