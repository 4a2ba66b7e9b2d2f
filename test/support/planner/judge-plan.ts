/**
 * Judges a plan for an office file by the rules and the score as they are written down, slowly and plainly, and with nothing of
 * the planner's own: A quality of the required replicas, B demand served less overload, C memory in use, M replicas that run and
 * are not kept. Replicas over several GPUs are checked and earn nothing.
 */
import type { OfficeFile, PlanFile } from '../../../contract/office-file.ts';

type Gpu = OfficeFile['machines'][number]['gpus'][number] & { machine: string; online: boolean; usable: number };
type Deployment = OfficeFile['deployments'][number];
type Variant = OfficeFile['models'][number]['variants'][number];
type Replica = Pick<PlanFile['replicas'][number], 'model' | 'variant' | 'machine' | 'gpus' | 'context' | 'slots'>;

interface Verdict {
  readonly violations: string[];
  readonly score: number;
  readonly quality: number;
  readonly service: number;
  readonly fill: number;
  readonly moves: number;
  /** Planned bytes as a share of the usable ones. */
  readonly utilisation: number;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

export function gpusOf({ machines, policy }: OfficeFile): Gpu[] {
  return machines.flatMap((machine) =>
    machine.gpus.map((gpu) => {
      const most = Math.min(gpu.limit ?? gpu.vramTotal, gpu.vramTotal - gpu.vramOther);
      const usable = machine.online ? Math.max(0, most - policy.margin) : 0;
      return { ...gpu, machine: machine.id, online: machine.online, usable };
    }),
  );
}

/** Bytes of a replica of a measured variant. */
export function needOf({ measured }: Variant, context: number, slots: number): number {
  if (!measured) throw new Error('only measured variants can be judged');
  return measured.weights + measured.kvPerToken * context * slots + measured.compute + measured.overhead;
}

export const variantOf = (office: OfficeFile, model: string, variant: string): Variant | undefined =>
  office.models.find(({ id }) => id === model)?.variants.find(({ id }) => id === variant);

export function judgePlan(office: OfficeFile, replicas: readonly Replica[]): Verdict {
  const gpus = gpusOf(office);
  const usable = sum(gpus.map((gpu) => gpu.usable));
  const used = sum(replicas.map((one) => needOf(variantOf(office, one.model, one.variant)!, one.context, one.slots)));
  const single = replicas.filter((one) => one.gpus.length === 1);
  const on = (replica: Replica): Gpu => gpus.find(({ id }) => id === replica.gpus[0])!;
  const wish = (replica: Replica): Deployment => office.deployments.find(({ model }) => model === replica.model)!;

  const capacity = (one: Replica): number =>
    (Math.sqrt(Math.min(one.slots, 4)) * on(one).bandwidth) /
    variantOf(office, one.model, one.variant)!.measured!.weights;
  const priorities = sum(office.deployments.map(({ priority }) => priority));
  const required = sum(office.deployments.map(({ priority, replicas: { min } }) => priority * min));
  let quality = 0;
  let service = 0;
  for (const deployment of office.deployments) {
    const best = Math.max(...deployment.variants.map((id) => variantOf(office, deployment.model, id)!.quality));
    const own = single.filter(({ model }) => model === deployment.model);
    const qualities = own.map((one) => variantOf(office, one.model, one.variant)!.quality / best);
    quality += deployment.priority * sum(qualities.toSorted((a, b) => b - a).slice(0, deployment.replicas.min));
    service += deployment.priority * Math.min(1, sum(own.map(capacity)) / Math.max(deployment.demand, 1e-9));
  }
  const overload = gpus.map((gpu) => {
    const loads = single
      .filter((one) => on(one) === gpu)
      .map((one) =>
        Math.min(1, Math.max(wish(one).demand, 1e-9) / Math.max(1, wish(one).replicas.min) / capacity(one)),
      );
    return Math.max(0, sum(loads) - 1);
  });
  const useful = single.map((one) => {
    const { context, slots } = wish(one);
    return needOf(variantOf(office, one.model, one.variant)!, context, Math.min(one.slots, Math.max(4, slots.min)));
  });
  const A = required > 0 ? quality / required : 1;
  const B = priorities > 0 ? service / priorities - (0.5 * sum(overload)) / office.deployments.length : 1;
  const C = usable > 0 ? sum(useful) / usable : 0;
  const M = movesOf(office, gpus, single);
  const utilisation = usable > 0 ? used / usable : 0;
  const score = 1000 * A + 100 * B + 10 * C - M;
  return {
    violations: violationsOf(office, gpus, replicas),
    score,
    quality: A,
    service: B,
    fill: C,
    moves: M,
    utilisation,
  };
}

const keyOf = ({ model, variant, gpus, context, slots }: Omit<Replica, 'machine'>): string =>
  JSON.stringify([model, variant, gpus, context, slots]);

function movesOf(office: OfficeFile, gpus: readonly Gpu[], single: readonly Replica[]): number {
  const keepable = office.running.filter((one) => {
    const gpu = gpus.find(({ id }) => id === one.gpus[0]);
    const deployment = office.deployments.find(({ model }) => model === one.model);
    const variant = variantOf(office, one.model, one.variant);
    if (one.gpus.length !== 1 || !gpu?.online || !variant || !deployment?.variants.includes(one.variant)) return false;
    if (one.context < deployment.context || one.context > variant.facts.contextMax) return false;
    if (one.slots < deployment.slots.min || one.slots > deployment.slots.max) return false;
    return needOf(variant, one.context, one.slots) <= gpu.usable;
  });
  const keys = new Set(keepable.map(keyOf));
  const lost = [...keys].filter((key) => !single.some((one) => keyOf(one) === key));
  return (15 * lost.length) / Math.max(1, keys.size);
}

function violationsOf(office: OfficeFile, gpus: readonly Gpu[], replicas: readonly Replica[]): string[] {
  const wrong: string[] = [];
  const used = new Map<string, number>();
  const seen = new Set<string>();
  for (const one of replicas) {
    const no = (why: string): void => void wrong.push(`${one.model} ${one.variant} on ${one.gpus.join('+')}: ${why}`);
    const deployment = office.deployments.find(({ model }) => model === one.model);
    const variant = variantOf(office, one.model, one.variant);
    if (!deployment || !variant || !deployment.variants.includes(one.variant)) {
      no('nobody wishes it');
      continue;
    }
    if (one.context < deployment.context || one.context > variant.facts.contextMax) no('context');
    if (one.slots < deployment.slots.min || one.slots > deployment.slots.max) no('slots');
    if (one.gpus.length !== 1 && !office.policy.split) no('several GPUs');
    const need = needOf(variant, one.context, one.slots);
    for (const id of one.gpus) {
      const gpu = gpus.find((candidate) => candidate.id === id);
      if (!gpu || gpu.machine !== one.machine) no(`${id} is not in ${one.machine}`);
      if (!gpu?.online) no('offline');
      if (seen.has(`${one.model} ${id}`)) no('twice on a GPU');
      seen.add(`${one.model} ${id}`);
      used.set(id, (used.get(id) ?? 0) + need / one.gpus.length);
    }
  }
  for (const gpu of gpus) {
    const planned = used.get(gpu.id) ?? 0;
    if (planned > gpu.usable) wrong.push(`${gpu.id}: ${planned} bytes planned, ${gpu.usable} usable`);
  }
  for (const { model, replicas: range } of office.deployments) {
    const count = replicas.filter((one) => one.model === model).length;
    if (count > range.max) wrong.push(`${model}: ${count} replicas, at most ${range.max}`);
  }
  return wrong;
}
