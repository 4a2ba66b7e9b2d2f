import { describe, expect, it } from 'vitest';
import type { OfficeGpu, OfficeMachine } from '../../../../contract/office-file.ts';
import { usableBytes } from '../../../../main/planner/search/usable.ts';

const gpu = (changes: Partial<OfficeGpu> = {}): OfficeGpu => ({
  id: 'office-1/0',
  name: 'GeForce GTX 1060 6GB',
  vendor: 'nvidia',
  backend: 'vulkan',
  vramTotal: 6000,
  vramOther: 700,
  bandwidth: 192e9,
  limit: null,
  ...changes,
});
const machine = (online: boolean): OfficeMachine => ({ id: 'office-1', name: 'OFFICE-1', online, gpus: [] });
const policy = { margin: 300, split: false, allowCpu: false };
const usable = (changes: Partial<OfficeGpu>, online = true, allowCpu = false): number =>
  usableBytes(machine(online), gpu(changes), { ...policy, allowCpu });

describe('what models may use of a GPU', () => {
  it('is all but what others hold and the margin', () => {
    expect(usable({})).toBe(5000);
  });

  it('is no more than the admin’s limit, less the margin', () => {
    expect(usable({ limit: 4000 })).toBe(3700);
    expect(usable({ limit: 9000 })).toBe(5000);
    expect(usable({ limit: 0 })).toBe(0);
  });

  it('is nothing when others hold all of it, and when its machine is away', () => {
    expect(usable({ vramOther: 6500 })).toBe(0);
    expect(usable({}, false)).toBe(0);
  });

  it('is nothing of a processor, unless processors may take models', () => {
    expect(usable({ backend: 'cpu' })).toBe(0);
    expect(usable({ backend: 'cpu' }, true, true)).toBe(5000);
  });
});
