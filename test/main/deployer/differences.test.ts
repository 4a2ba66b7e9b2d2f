import { describe, expect, it } from 'vitest';
import { differences } from '../../../main/deployer/differences.ts';
import { estimateMemory } from '../../../main/planner/memory.ts';
import { llamaFacts, report, spec } from '../../support/office-fixtures.ts';

const memory = estimateMemory(llamaFacts, spec(), 'vulkan');
const wanted = { machineId: 'pc', spec: spec(), memory, reason: '' };
const planOf = (...replicas: (typeof wanted)[]) => ({ replicas, promised: [], refusals: [] });

describe('differences', () => {
  it('puts what is planned and not there', () => {
    expect(differences(planOf(wanted), [{ machineId: 'pc', replicas: [] }])).toEqual([
      { kind: 'put', machineId: 'pc', spec: spec() },
    ]);
  });

  it('says nothing when what runs is the plan', () => {
    expect(differences(planOf(wanted), [{ machineId: 'pc', replicas: [report()] }])).toEqual([]);
  });

  it('says nothing to a machine that is not there', () => {
    expect(differences(planOf(wanted), [])).toEqual([]);
  });

  it('drops what runs and is not planned, once', () => {
    const here = { machineId: 'pc', replicas: [report()] };
    expect(differences(planOf(), [here])).toEqual([
      { kind: 'drop', machineId: 'pc', deploymentId: 'llama', replicaId: 'llama-1' },
    ]);
    expect(differences(planOf(), [{ ...here, replicas: [report({ state: 'draining' })] }])).toEqual([]);
  });

  it('drops a failed replica and puts its successor', () => {
    const next = { ...wanted, spec: spec({ replicaId: 'llama-2' }) };
    expect(differences(planOf(next), [{ machineId: 'pc', replicas: [report({ state: 'failed' })] }])).toEqual([
      { kind: 'drop', machineId: 'pc', deploymentId: 'llama', replicaId: 'llama-1' },
      { kind: 'put', machineId: 'pc', spec: next.spec },
    ]);
  });
});
