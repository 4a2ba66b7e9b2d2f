import { describe, expect, it } from 'vitest';
import { plan } from '../../../../main/planner/plan.ts';
import { aGpu, gib } from '../../../support/a-gpu.ts';
import { deployment, machine, shaOf, snapshot, spec, variant } from '../../../support/office-fixtures.ts';

const names = Array.from({ length: 42 }, (_, index) => `PC${index}`);
const card = aGpu({ totalBytes: 12 * gib, othersBytes: 0 });
const large = variant({ sha256: shaOf('b'), facts: { ...variant().facts, tensorBytes: 9 * gib } });
const small = ['first', 'second', 'third'].map((id) =>
  deployment({ id, model: id, priority: 10, replicas: { min: 28, max: 28 } }),
);
const big = deployment({ id: 'big', model: 'big', priority: 1, variants: [large.sha256] });

/** Every card holds two of the three small ones; it could hold all three of them, or the big one alone. */
const office = snapshot({
  machines: names.map((name) => machine(name, [card])),
  deployments: [...small, big],
  variants: [variant(), large],
  replicas: names.flatMap((name, index) =>
    small
      .filter((_one, at) => at !== index % 3)
      .map(({ id, model }) => ({
        machineId: `machine-${name}`,
        spec: spec({ replicaId: `${name}-${id}`, deploymentId: id, model, gpuIds: [card.id] }),
        bytes: 3 * gib,
        loading: false,
      })),
  ),
});

describe('in a large office a required replica that finds no place', () => {
  const { replicas, promised, refusals } = plan(office);
  const isBefore = (id: string): boolean => office.replicas.some((one) => one.spec.replicaId === id);

  it('is worth the moves that it takes', () => {
    expect(refusals).toEqual([]);
    expect([...replicas.map((one) => one.spec.deploymentId), ...promised.map((one) => one.deploymentId)]).toContain(
      'big',
    );
  });

  it('moves no more than it must: two, which make room for it', () => {
    const come = replicas.filter((one) => !isBefore(one.spec.replicaId));
    expect(come.length + promised.length).toBe(3);
  });

  it('moves nothing when it would fit in no office of these machines', () => {
    const machines = office.machines.map((one) => ({ ...one, gpus: [{ ...card, totalBytes: 8 * gib }] }));
    const none = plan({ ...office, machines });
    expect(none.refusals.map(({ model }) => model)).toEqual(['big']);
    expect(none.replicas.map((one) => one.spec.replicaId).toSorted()).toEqual(
      office.replicas.map((one) => one.spec.replicaId).toSorted(),
    );
  });
});
