import { expect, it } from 'vitest';
import type { Plan, PlannedReplica, Refusal } from '../../../contract/plan.ts';
import { ReplicaSpec } from '../../../contract/replica.ts';
import { eventsOfPlan } from '../../../main/activity/events-of-plan.ts';
import { shaOf } from '../../support/office-fixtures.ts';

const planned = (replicaId: string, machineId: string, model = 'demo'): PlannedReplica => ({
  machineId,
  memory: { weightsBytes: 1, cacheBytes: 1, workBytes: 1 },
  reason: 'pc-1 has the most room',
  spec: ReplicaSpec.parse({
    replicaId,
    deploymentId: model,
    model,
    variant: { sha256: shaOf('a'), name: 'Q4_K_M', sizeBytes: 1 },
    gpuIds: ['gpu'],
    contextLength: 4096,
    slots: 1,
    estimateBytes: 3,
  }),
});
const refusal: Refusal = {
  deploymentId: 'big',
  model: 'big',
  reason: 'Needs 9.9 GB, the largest space is 7.8 GB',
  placed: 0,
  wished: 1,
  effect: 'Requests for it are refused.',
  action: 'Choose a smaller variant.',
};
const plan = (replicas: PlannedReplica[], refusals: Refusal[] = []): Plan => ({ replicas, promised: [], refusals });
const names = {
  machine: (id: string) => id.toUpperCase(),
  runs: new Set<string>(),
  lost: new Set<string>(),
  whyLeft: () => '',
};

it('tell where a model was placed and why, with the name of a machine as it is written', () => {
  expect(eventsOfPlan(plan([]), plan([planned('r-1', 'pc-1')]), names)).toMatchObject([
    { what: 'placed', sentence: 'demo was given to PC-1', reason: 'pc-1 has the most room.' },
  ]);
});

it('take what already ran for no decision', () => {
  const runs = new Set(['r-1']);
  expect(eventsOfPlan(plan([]), plan([planned('r-1', 'pc-1')]), { ...names, runs })).toEqual([]);
});

it('tell of a move once, as one event', () => {
  const events = eventsOfPlan(plan([planned('r-1', 'pc-1')]), plan([planned('r-2', 'pc-2')]), names);
  expect(events).toMatchObject([{ what: 'moved', sentence: 'demo moves from PC-1 to PC-2' }]);
});

it('tell what is taken away, and why', () => {
  const whyLeft = (): string => 'Nobody asked for it.';
  expect(eventsOfPlan(plan([planned('r-1', 'pc-1')]), plan([]), { ...names, whyLeft })).toMatchObject([
    { what: 'taken', sentence: 'demo leaves PC-1', reason: 'Nobody asked for it.' },
  ]);
});

it('tell of no model that leaves a machine that was lost: its loss is told', () => {
  const lost = new Set(['pc-1']);
  expect(eventsOfPlan(plan([planned('r-1', 'pc-1')]), plan([]), { ...names, lost })).toEqual([]);
});

it('tell of a refusal with its reason and effect, and again only when the reason is another', () => {
  const [event] = eventsOfPlan(plan([]), plan([], [refusal]), names);
  expect(event).toMatchObject({ what: 'refused', tone: 'attention', sentence: 'big was not placed' });
  expect(event?.reason).toBe('Needs 9.9 GB, the largest space is 7.8 GB. Requests for it are refused.');
  expect(eventsOfPlan(plan([], [refusal]), plan([], [{ ...refusal }]), names)).toEqual([]);
  const other = { ...refusal, reason: 'Needs 9.9 GB, the largest space is 2 GB', placed: 1, wished: 2 };
  expect(eventsOfPlan(plan([], [refusal]), plan([], [other]), names)).toMatchObject([
    { sentence: 'big has 1 of 2 replicas' },
  ]);
});
