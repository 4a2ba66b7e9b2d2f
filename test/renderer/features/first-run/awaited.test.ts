import { expect, it } from 'vitest';
import type { MachineView } from '../../../../contract/control-api.ts';
import { awaited } from '../../../../renderer/features/first-run/awaited.ts';
import { aGpu } from '../../../support/a-gpu.ts';
import { fakeOffices } from '../../../support/fake-control/fake-offices.ts';
import { runningInstall } from '../../../support/fake-control/fake-install.ts';
import { machineOf } from '../../../support/map-fixtures.ts';

const now = 1_000_000;
const base = fakeOffices['first-day']();
const fresh = (name: string, changes: Partial<MachineView> = {}): MachineView => ({
  ...machineOf(name, [], []),
  state: 'joining',
  since: now - 3_000,
  ...changes,
});
const waitsFor = (machines: MachineView[], looking = false) => awaited({ ...base, machines }, now, looking);

it('waits for the cards of a PC that has just come in, and names it', () => {
  expect(waitsFor([fresh('PC1')])).toBe('PC1 is being looked at');
  expect(waitsFor([fresh('PC1', { state: 'ready' }), fresh('PC2')])).toBe('PC1 and PC2 are being looked at');
  expect(waitsFor([machineOf('PC1', [aGpu()], [])], true)).toBe('Looking what fits');
  expect(waitsFor([machineOf('PC1', [aGpu()], [])])).toBeNull();
});

it('waits for no PC that does not come', () => {
  expect(waitsFor([fresh('PC1', { state: 'lost' }), fresh('PC2', { state: 'stopped' })])).toBeNull();
  expect(waitsFor([fresh('PC1', { since: now - 600_000 })])).toBeNull();
});

it('waits for an installation that runs', () => {
  const running = { ...base, machines: [], installs: [runningInstall('192.168.10.23', now)] };
  expect(awaited(running, now, false)).toBe('STUDIO-3 is being looked at');
});
