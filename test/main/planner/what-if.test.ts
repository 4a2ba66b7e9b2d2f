import { describe, expect, it } from 'vitest';
import { compare } from '../../../main/planner/what-if/compare.ts';
import { withChange, type Change } from '../../../main/planner/what-if/with-change.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { deployment, machine, snapshot, spec } from '../../support/office-fixtures.ts';

const pc = (name: string, totalBytes = 6 * gib) => machine(name, [aGpu({ totalBytes, othersBytes: 0 })]);
const running = (name: string, replicaId: string, model = 'llama-3.2-3b', deploymentId = 'llama') => ({
  machineId: `machine-${name}`,
  spec: spec({ replicaId, model, deploymentId }),
  bytes: 3 * gib,
  loading: false,
});
const twice = deployment({ replicas: { min: 1, max: 2 } });
const office = snapshot({
  machines: [pc('A'), pc('B')],
  deployments: [twice],
  replicas: [running('A', 'llama-1'), running('B', 'llama-2')],
});
const marks = new Map([['llama-3.2-3b', { code: 'L3', colour: 2 }]]);
const after = (...changes: Change[]) =>
  compare({ before: office, after: changes.reduce(withChange, office), marks, downloads: [] });
const sentences = (...changes: Change[]): string[] => after(...changes).steps.map(({ sentence }) => sentence);

describe('what if', () => {
  it('nothing would change, it says so', () => {
    expect(sentences({ kind: 'limit', machine: 'A', gpuId: aGpu().id, bytes: 5 * gib })).toEqual([
      'Nothing would change.',
    ]);
  });

  it('a machine went: what leaves, and what then depends on one PC', () => {
    expect(sentences({ kind: 'remove', machine: 'b' })).toEqual([
      'llama-3.2-3b leaves B. It answers on A then.',
      'If A is switched off, llama-3.2-3b is loaded anew elsewhere, and requests wait for it.',
    ]);
    const both = sentences({ kind: 'pause', machine: 'A' }, { kind: 'pause', machine: 'B' });
    expect(both.slice(0, 2)).toEqual([
      'llama-3.2-3b leaves A. It runs nowhere then.',
      'llama-3.2-3b leaves B. It runs nowhere then.',
    ]);
    expect(both[2]).toContain('llama-3.2-3b: Needs 3.2 GB; GTX 1060 could take it, but A is paused.');
  });

  it('a model came: where it would go, and what would make room', () => {
    const urgent = deployment({ id: 'urgent', model: 'urgent', priority: 10 });
    const { steps, now, after: later } = after({ kind: 'deploy', deployment: urgent, variants: [] });
    expect(steps.map(({ kind }) => kind)).toEqual(['place', 'leave', 'risk']);
    const blocks = [now, later].map((machines) =>
      machines.map(({ name, cards }) => [
        name,
        ...cards.flatMap((card) => card.blocks.map((one) => `${one.model} ${one.change}`)),
      ]),
    );
    expect(blocks[0]?.flat().filter((one) => one.endsWith('leaves'))).toHaveLength(1);
    expect(blocks[1]?.flat()).toContain('urgent arrives');
  });

  it('a PC came: what it would take', () => {
    const more = compare({
      before: office,
      after: withChange(
        { ...office, deployments: [deployment({ replicas: { min: 3, max: 3 } })] },
        { kind: 'add', machine: 'NEW', gpuName: 'RX 580', totalBytes: 8 * gib },
      ),
      marks,
      downloads: [],
    });
    expect(more.steps[0]?.sentence).toBe(
      'NEW takes llama-3.2-3b Q4_K_M on RX 580: 3.2 GB for 2 conversations of 4,096 tokens.',
    );
  });

  it('a replica moved: it goes there and nothing else changes', () => {
    const third = { ...office, machines: [...office.machines, pc('C')] };
    const moved = withChange(third, { kind: 'move', replicaId: 'llama-1', machine: 'C', gpuId: aGpu().id });
    expect(moved.deployments[0]?.pins).toEqual([{ machineId: 'machine-C', gpuId: aGpu().id }]);
    const { steps } = compare({ before: third, after: moved, marks, downloads: [] });
    expect(steps.map(({ kind, machine: where }) => `${kind} ${where}`).slice(0, 1)).toEqual(['place C']);
    expect(steps.filter(({ kind }) => kind === 'leave')).toHaveLength(1);
  });

  it('names what is there when it does not know a machine, a card or a model', () => {
    const refusal = (change: Change) => {
      try {
        withChange(office, change);
      } catch (error) {
        return error;
      }
      return null;
    };
    expect(refusal({ kind: 'remove', machine: 'Z' })).toMatchObject({
      problem: { code: 'machine_not_found', action: 'Choose one of: A, B.' },
    });
    expect(refusal({ kind: 'limit', machine: 'A', gpuId: 'x', bytes: 0 })).toMatchObject({
      problem: { code: 'invalid_request', message: 'A has no device x.' },
    });
    const byUser = { serving: false, online: false, whyNot: 'A is paused by its user' };
    const kept = { ...office, machines: [{ ...pc('A'), ...byUser }] };
    expect(() => withChange(kept, { kind: 'resume', machine: 'A' })).toThrow(
      'A is paused by its user, so it cannot serve.',
    );
    expect(refusal({ kind: 'undeploy', model: 'x' })).toMatchObject({ problem: { code: 'model_not_found' } });
  });
});
