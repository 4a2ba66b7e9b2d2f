import { expect, it } from 'vitest';
import { planGivingWay } from '../../../main/placement/give-way.ts';
import { plan } from '../../../main/planner/plan.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { deployment, machine, shaOf, snapshot, variant } from '../../support/office-fixtures.ts';

/** Each model needs 3.2 GB of its own. */
const models = ['asked', 'first', 'second', 'third'];
const variants = models.map((model, index) => variant({ model, sha256: shaOf(String(index)) }));
const deployments = models.map((model, index) =>
  deployment({ id: model, model, variants: [shaOf(String(index))], priority: model === 'asked' ? 5 : 1 }),
);
const office = (cardGib: number) =>
  snapshot({ machines: [machine('PC', [aGpu({ totalBytes: cardGib * gib })])], variants, deployments });
const idle = ['first', 'second', 'third'];
const placedOn = (cardGib: number) =>
  planGivingWay(office(cardGib), idle, plan)
    .replicas.map(({ spec }) => spec.deploymentId)
    .toSorted();

it('all stay when there is room for all', () => {
  expect(placedOn(16)).toEqual(['asked', 'first', 'second', 'third']);
});

it('as many go as it takes, the least recently used first', () => {
  expect(placedOn(11)).toEqual(['asked', 'second', 'third']);
  expect(placedOn(8)).toEqual(['asked', 'third']);
  expect(placedOn(5)).toEqual(['asked']);
});

it('none goes for what could not be placed even then', () => {
  const large = {
    ...office(11),
    deployments: [deployment({ id: 'asked', contextLength: 131_072 }), ...deployments.slice(1)],
  };
  const planned = planGivingWay({ ...large, variants: [variant(), ...variants] }, idle, plan);
  expect(planned.replicas.map(({ spec }) => spec.deploymentId).toSorted()).toEqual(['first', 'second', 'third']);
  expect(planned.refusals.map(({ deploymentId }) => deploymentId)).toEqual(['asked']);
});

it('asks the planner once when nothing is idle', () => {
  let asked = 0;
  planGivingWay(office(2), [], (given) => {
    asked += 1;
    return plan(given);
  });
  expect(asked).toBe(1);
});
