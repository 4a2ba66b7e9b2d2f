import { expect, it } from 'vitest';
import type { Plan } from '../../../contract/plan.ts';
import { OfficeFleet } from '../../../main/coordinator/office-fleet.ts';
import type { ReplicaReport } from '../../../contract/replica.ts';
import { deployment, machineFacts, report, spec, variant } from '../../support/office-fixtures.ts';

const never = new AbortController().signal;
const placed = (replicaId: string, machineId: string): Plan['replicas'][number] => ({
  machineId,
  spec: spec({ replicaId }),
  reason: '',
  memory: { weightsBytes: 0, cacheBytes: 0, workBytes: 0 },
});

/** Two machines, of which the first is heard first. @returns whom a request for a replica goes to */
function fleetOf(planned: Plan['replicas'], first: ReplicaReport[], second: ReplicaReport[], file = variant()) {
  const machines = [
    machineFacts({ id: 'a', name: 'A', replicas: first }),
    machineFacts({ id: 'b', name: 'B', replicas: second }),
  ];
  const asked: string[] = [];
  const fleet = new OfficeFleet({
    inventory: { machines: () => machines, onChange: () => () => undefined } as never,
    models: { deployments: () => [deployment()], variants: () => [file] } as never,
    placement: { plan: { replicas: planned, refusals: [] }, onChange: () => () => undefined } as never,
    linkTo: (id) => ({ generate: () => void asked.push(id) }) as never,
  });
  return { fleet, asked };
}

it('gives a request to the machine that the plan gave its replica, whoever else claims to have it', () => {
  const one = report({ spec: spec({ replicaId: 'one' }) });
  const { fleet, asked } = fleetOf([placed('one', 'b')], [one], [one]);
  expect(fleet.snapshot().replicas.map(({ machineName }) => machineName)).toEqual(['B']);
  void fleet.generate('one', {} as never, never);
  expect(asked).toEqual(['b']);
});

it('knows what runs already while nothing is planned yet', () => {
  const { fleet } = fleetOf([], [report({ spec: spec({ replicaId: 'one' }) })], []);
  expect(fleet.snapshot().replicas.map(({ machineName }) => machineName)).toEqual(['A']);
});

it('sends no question to a model that makes vectors, and says why', () => {
  const vectors = variant({ facts: { ...variant().facts, architecture: 'bert', graph: null } });
  const one = report({ spec: spec({ replicaId: 'one', kind: 'embedding' }) });
  const { models, replicas } = fleetOf([placed('one', 'a')], [one], [], vectors).fleet.snapshot();
  expect(replicas).toEqual([]);
  expect(models[0]?.kind).toBe('embedding');
  expect(models[0]?.refusal).toMatchObject({ reason: 'llama-3.2-3b makes vectors of texts and writes no answers.' });
});
