import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { Deployer } from '../../../main/deployer/deployer.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MachineUse } from '../../../main/ledger/machine-use.ts';
import { MeasuredLoads } from '../../../main/ledger/measured-loads.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import { PlacementLoop } from '../../../main/placement/placement-loop.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { deployment, report, spec, variant } from '../../support/office-fixtures.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { readHardware } from '../../../node-agent/hardware/read-hardware.ts';
import { tempDir } from '../../support/temp-dir.ts';

const clock = { now: () => Date.now() };
const mondayNoon = new Date('2026-11-16T12:00:00');
/** Longer than the loop gathers changes. */
const soonMs = 50;

beforeEach(() => {
  vi.useFakeTimers({ now: mondayNoon });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An office of two machines with a card each and one model, whose commands go nowhere. */
function office() {
  const dataDir = tempDir();
  const db = openLedger(dataDir);
  onTestFinished(() => db.close());
  const inventory = new Inventory(clock);
  const machines = new MachineBook(db);
  for (const name of ['A', 'B']) {
    const known = {
      id: name,
      name,
      certificate: '',
      fingerprint: name,
      local: false,
      machineId: name,
      removing: false,
    };
    machines.put(known);
    inventory.know(known);
    const gpus = [aGpu({ totalBytes: name === 'A' ? 8 * gib : 6 * gib })];
    const hello = { protocol: 1, agentVersion: '0.1.0', machineId: name, hardware: readHardware(), gpus, replicas: [] };
    inventory.connected(name, { hello, address: '10.0.0.1' });
  }
  const models = new ModelBook(db);
  models.putVariant(variant());
  models.putDeployment(deployment());
  const use = new MachineUse(db);
  const loads = new MeasuredLoads(db, quietLog);
  const deployer = new Deployer(inventory, () => undefined, quietLog);
  const settings = loadSettings(dataDir);
  const loop = new PlacementLoop({ inventory, models, loads, use, deployer, settings, clock, log: quietLog });
  onTestFinished(() => loop.close());
  const where = (): string[] => loop.plan.replicas.map(({ machineId }) => machineId);
  loop.planNow();
  return { inventory, use, loop, where };
}

it('a machine that is paused gives its place to another at once, and what has moved stays', () => {
  const { use, where } = office();
  expect(where()).toEqual(['A']);
  use.setPaused('A', true);
  vi.advanceTimersByTime(soonMs);
  expect(where()).toEqual(['B']);
  use.setPaused('A', false);
  vi.advanceTimersByTime(soonMs);
  expect(where()).toEqual(['B']);
});

it('hours begin and end by themselves, at their minute', () => {
  const { inventory, loop, use, where } = office();
  use.setPaused('B', true);
  use.setHours('A', { days: [1], from: '12:00', until: '13:30' });
  vi.advanceTimersByTime(soonMs);
  expect(where()).toEqual(['A']);
  // Its agent takes it: what no agent takes would be set aside.
  const gpus = [aGpu({ totalBytes: 8 * gib })];
  inventory.reported('A', { gpus, replicas: loop.plan.replicas.map((one) => report({ spec: one.spec })) });
  vi.advanceTimersByTime(90 * 60_000 - 2 * soonMs);
  expect(where()).toEqual(['A']);
  vi.advanceTimersByTime(2 * soonMs);
  expect(where()).toEqual([]);
  inventory.reported('A', { gpus, replicas: [] });
  vi.advanceTimersByTime((7 * 24 * 60 - 90) * 60_000 + soonMs);
  expect(where()).toEqual(['A']);
});

it('who pauses every machine is told so, and a limit that is in the way is named', () => {
  const { use, loop } = office();
  const reason = (): string | undefined => loop.plan.refusals[0]?.reason;
  use.setPaused('A', true);
  use.setPaused('B', true);
  vi.advanceTimersByTime(soonMs);
  expect(reason()).toBe('Needs 3.2 GB; GTX 1060 could take it, but A is paused.');
  use.setPaused('A', false);
  use.setLimit('A', aGpu().id, 2 * gib);
  vi.advanceTimersByTime(soonMs);
  expect(reason()).toContain('B is paused');
  use.setLimit('B', aGpu().id, 2 * gib);
  vi.advanceTimersByTime(soonMs);
  expect(reason()).toBe('Needs 3.2 GB on one card, and at most 2.0 GB of GTX 1060 on A are shared.');
});

it('counts no failures of what was never placed there: a machine could report them without end', () => {
  const { inventory, loop, where } = office();
  const gpus = [aGpu({ totalBytes: 8 * gib })];
  const failing = (replicaId: string): void => {
    for (let since = 1; since <= 5; since += 1) {
      const failed = report({ state: 'failed', since, spec: spec({ replicaId, gpuIds: [aGpu().id] }) });
      inventory.reported('A', { gpus, replicas: [failed] });
      vi.advanceTimersByTime(soonMs);
    }
  };
  failing('never-placed');
  expect(where()).toEqual(['A']);
  const own = loop.plan.replicas[0]?.spec.replicaId ?? '';
  failing(own);
  expect(loop.plan.replicas[0]?.spec.replicaId).not.toBe(own);
});
