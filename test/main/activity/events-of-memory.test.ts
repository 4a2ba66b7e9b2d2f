import { describe, expect, it } from 'vitest';
import type { Plan, PlannedReplica } from '../../../contract/plan.ts';
import { eventsOfClaims, eventsOfMissing, type MemorySeen } from '../../../main/activity/events-of-memory.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { spec } from '../../support/office-fixtures.ts';

const gpu = aGpu();
const missing = { gpuId: gpu.id, bytes: Math.round(0.9 * gib), models: ['qwen'], since: 5 };
const pc = (name: string, changes: Partial<MemorySeen> = {}): MemorySeen => ({
  id: name,
  name,
  online: true,
  gpus: [gpu],
  missing: [],
  ...changes,
});

it('memory that did not come back is told once, with what had held it', () => {
  const found = pc('DESIGN-01', { missing: [missing] });
  const [event] = eventsOfMissing([pc('DESIGN-01')], [found]);
  expect(event?.sentence).toBe('0.9 GB on GTX 1060 of DESIGN-01 did not come back after qwen was unloaded');
  expect(event?.reason).toContain('Restart the PC if it stays.');
  expect(eventsOfMissing([found], [pc('DESIGN-01', { missing: [{ ...missing, bytes: gib }] })])).toEqual([]);
  expect(eventsOfMissing([found], [pc('DESIGN-01')])).toEqual([]);
});

const on = (machineId: string, replicaId: string): PlannedReplica => ({
  machineId,
  spec: spec({ replicaId, model: 'qwen', deploymentId: 'q' }),
  memory: { weightsBytes: 2 * gib, cacheBytes: gib, workBytes: 0 },
  reason: '',
});
const planOf = (...replicas: PlannedReplica[]): Plan => ({ replicas, promised: [], refusals: [] });

describe('a replica whose memory other programs take', () => {
  const before = planOf(on('DESIGN-01', 'q-1'));
  const claims = (after: Plan, othersBytes = 4 * gib, thenBytes: number | null = 0.9 * gib) =>
    eventsOfClaims({
      before,
      after,
      machines: [pc('DESIGN-01', { gpus: [aGpu({ othersBytes })] }), pc('OFFICE-2')],
      othersThen: () => thenBytes,
      marginBytes: 0.3 * gib,
    });

  it('is told with how much they took, and where it goes', () => {
    const [event] = claims(planOf(on('OFFICE-2', 'q-2')));
    expect(event?.sentence).toBe('Other programs took 3.1 GB on GTX 1060 of DESIGN-01');
    expect(event?.reason).toBe('qwen moves to OFFICE-2.');
    const waits = { deploymentId: 'q', machineId: 'OFFICE-2', gpuIds: [gpu.id], needBytes: 1, reason: '' };
    expect(claims({ ...planOf(), promised: [waits] })[0]?.reason).toBe('qwen moves to OFFICE-2 when there is room.');
    expect(claims(planOf())[0]?.reason).toBe('No other card has room for qwen.');
  });

  it('is no event while it stays, while it would fit, or when nothing has grown', () => {
    expect(claims(before)).toEqual([]);
    expect(claims(planOf(), 2.6 * gib)).toEqual([]);
    expect(claims(planOf(), 4 * gib, 4 * gib)).toEqual([]);
    expect(claims(planOf(), 4 * gib, null)).toEqual([]);
  });
});
