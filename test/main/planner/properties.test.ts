import { describe, expect, it } from 'vitest';
import type { Plan, Snapshot } from '../../../contract/plan.ts';
import { shareOf } from '../../../contract/replica.ts';
import { plan } from '../../../main/planner/plan.ts';
import { aGpu, aProcessor, gib } from '../../support/a-gpu.ts';
import { demoVariant, deployment, machine, shaOf, snapshot, variant } from '../../support/office-fixtures.ts';
import { seeded } from '../../support/seeded.ts';

type Dice = ReturnType<typeof seeded>;
const models = ['m0', 'm1', 'm2', 'm3'];
const variants = [
  variant(),
  variant({ sha256: shaOf('b'), facts: { ...variant().facts, tensorBytes: 6 * gib } }),
  demoVariant(),
];
const some = <T>(dice: Dice, all: readonly T[]): T => all[dice.below(all.length)] as T;

/** An office of any kind: cards of every size, machines that rest, limits, wishes that fit and wishes that do not. */
function anyOffice(dice: Dice): Snapshot {
  const machines = Array.from({ length: 1 + dice.below(4) }, (_, index) => {
    const cards = Array.from({ length: dice.below(3) }, (__, place) =>
      aGpu({
        id: `vulkan:${place}`,
        totalBytes: (2 + dice.below(11)) * gib,
        othersBytes: dice.below(3) * gib,
        usable: dice.below(8) > 0,
      }),
    );
    const limited = cards.filter(() => dice.below(3) === 0);
    const rests = dice.below(4) === 0;
    return machine(`M${index}`, [...cards, aProcessor()], {
      serving: !rests,
      whyNot: rests ? `M${index} is paused` : null,
      limits: new Map(limited.map(({ id }) => [id, dice.below(8) * gib])),
    });
  });
  const deployments = models.slice(0, 1 + dice.below(models.length)).map((id) => {
    const min = dice.below(3);
    return deployment({
      id,
      model: id,
      variants: [some(dice, variants).sha256],
      contextLength: some(dice, [2048, 4096, 16_384]),
      replicas: { min, max: min + dice.below(3) },
      priority: 1 + dice.below(3),
    });
  });
  return snapshot({ machines, deployments, variants, run: `r${dice.below(1e9)}`, makeRoom: dice.below(2) > 0 });
}

/** The same office when the plan was carried out, and then something changed. */
function carriedOut(office: Snapshot, { replicas }: Plan, dice: Dice): Snapshot {
  const stay = replicas.filter(() => dice.below(5) > 0);
  return {
    ...office,
    machines: anyChange(office, dice),
    replicas: stay.map(({ machineId, spec: wish }) => ({
      machineId,
      spec: wish,
      bytes: wish.estimateBytes,
      loading: dice.below(4) === 0,
    })),
    heldIds: replicas.map((one) => one.spec.replicaId),
  };
}

const anyChange = ({ machines }: Snapshot, dice: Dice): Snapshot['machines'] =>
  machines.map((one) => {
    const gpus = one.gpus.map((gpu) => ({ ...gpu, othersBytes: dice.below(4) === 0 ? 3 * gib : gpu.othersBytes }));
    const limits = dice.below(3) === 0 ? new Map([...one.limits, ['vulkan:0', dice.below(6) * gib]]) : one.limits;
    const rests = dice.below(5) === 0;
    return { ...one, gpus, limits, serving: !rests, whyNot: rests ? `${one.name} is paused` : null };
  });

/** The plan of each of many offices, then that of the same office after a change, each with what it was made of. */
function plans(seed: number, rounds = 40): { office: Snapshot; made: Plan }[] {
  const dice = seeded(seed);
  return Array.from({ length: rounds }, () => {
    const first = anyOffice(dice);
    const made = plan(first);
    const second = carriedOut(first, made, dice);
    return [
      { office: first, made },
      { office: second, made: plan(second) },
    ];
  }).flat();
}

function plannedOn(made: Plan, machineId: string, gpuId: string): number {
  return made.replicas
    .filter((one) => one.machineId === machineId)
    .reduce((sum, one) => sum + one.spec.estimateBytes * shareOf(one.spec, gpuId), 0);
}

describe.each([1, 2, 3])('whatever the office (seed %i), a plan', { timeout: 60_000 }, (seed) => {
  const all = plans(seed);
  const each = (check: (office: Snapshot, made: Plan) => void): void => {
    for (const { office, made } of all) check(office, made);
  };

  it('says something, and not always the same', () => {
    expect(all.some(({ made }) => made.replicas.length > 3)).toBe(true);
    expect(all.some(({ made }) => made.refusals.length > 0)).toBe(true);
  });

  it('exceeds no limit', () => {
    each((office, made) => {
      for (const { id, limits } of office.machines) {
        for (const [gpuId, limit] of limits) {
          expect(plannedOn(made, id, gpuId)).toBeLessThanOrEqual(limit);
        }
      }
    });
  });

  it('uses no machine that does not serve, and no GPU that cannot be used', () => {
    each((office, made) => {
      for (const { machineId, spec: wish } of made.replicas) {
        const there = office.machines.find(({ id }) => id === machineId);
        expect(there?.serving).toBe(true);
        expect(there?.gpus.find(({ id }) => id === wish.gpuIds[0])?.usable).toBe(true);
      }
    });
  });

  it('places nothing new on bytes that others hold or that are being freed', () => {
    each((office, made) => {
      const before = new Set(office.replicas.map((one) => one.spec.replicaId));
      const ids = new Set(made.replicas.map((one) => one.spec.replicaId));
      for (const { machineId, spec: wish } of made.replicas.filter((one) => !before.has(one.spec.replicaId))) {
        const [gpuId = ''] = wish.gpuIds;
        const gpu = office.machines.find(({ id }) => id === machineId)?.gpus.find(({ id }) => id === gpuId);
        const freed = office.replicas
          .filter((one) => one.machineId === machineId && !ids.has(one.spec.replicaId))
          .reduce((sum, one) => sum + one.bytes * shareOf(one.spec, gpuId), 0);
        const room = (gpu?.totalBytes ?? 0) - (gpu?.othersBytes ?? 0) - office.marginBytes - freed;
        expect(plannedOn(made, machineId, gpuId)).toBeLessThanOrEqual(room);
      }
    });
  });

  it('has no more of a model than its maximum, and no id twice', () => {
    each((office, made) => {
      for (const { id, replicas } of office.deployments) {
        expect(made.replicas.filter((one) => one.spec.deploymentId === id).length).toBeLessThanOrEqual(replicas.max);
      }
      expect(new Set(made.replicas.map((one) => one.spec.replicaId)).size).toBe(made.replicas.length);
    });
  });

  it('gives nobody more than a minimum while that room would hold a refused one', () => {
    each((office, made) => {
      const minimumOf = (id: string): number => office.deployments.find((one) => one.id === id)?.replicas.min ?? 0;
      const extras = made.replicas.filter(
        (one, place) =>
          made.replicas.slice(0, place).filter((before) => before.spec.deploymentId === one.spec.deploymentId).length >=
          minimumOf(one.spec.deploymentId),
      );
      for (const { deploymentId } of made.refusals) {
        const without = { ...made, replicas: made.replicas.filter((one) => !extras.includes(one)) };
        const asked = office.deployments.map((one) =>
          one.id === deploymentId ? one : { ...one, replicas: { ...one.replicas, max: one.replicas.min } },
        );
        const running = without.replicas.map((one) => ({ ...one, bytes: one.spec.estimateBytes, loading: true }));
        const again = plan({ ...office, deployments: asked, replicas: running, heldIds: [] });
        expect(again.refusals.map((one) => one.deploymentId)).toContain(deploymentId);
      }
    });
  });

  it('lacks no more required replicas than one for the same office where nothing runs yet', () => {
    const lack = ({ refusals }: Plan): number => refusals.reduce((sum, one) => sum + one.wished - one.placed, 0);
    each((office, made) =>
      expect(lack(made)).toBeLessThanOrEqual(lack(plan({ ...office, replicas: [], heldIds: [] }))),
    );
  });

  it('that is carried out comes to rest: what runs stays, and what waited for room has it', () => {
    const idsOf = ({ replicas }: Plan): string[] => replicas.map((one) => one.spec.replicaId).toSorted();
    each((office, made) => {
      let now = made;
      for (let step = 0; step < 4; step += 1) {
        const replicas = now.replicas.map((one) => ({ ...one, bytes: one.spec.estimateBytes, loading: false }));
        const before = now;
        now = plan({ ...office, replicas, heldIds: replicas.map((one) => one.spec.replicaId) });
        if (idsOf(now).join() === idsOf(before).join()) return;
      }
      expect.fail('it does not come to rest');
    });
  });

  it('is the same for the same office', () => {
    each((office, made) => expect(plan(structuredClone(office))).toEqual(made));
  });
});
