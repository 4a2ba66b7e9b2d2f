import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { Deployer } from '../../../main/deployer/deployer.ts';
import { Traffic } from '../../../main/inventory/traffic.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MachineUse } from '../../../main/ledger/machine-use.ts';
import { MeasuredLoads } from '../../../main/ledger/measured-loads.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import { plan } from '../../../main/planner/plan.ts';
import type { LinkTo } from '../../../main/link/link-to.ts';
import { PlacementLoop } from '../../../main/placement/placement-loop.ts';
import { Courtesies } from '../../../main/settings/courtesies.ts';
import { Margin } from '../../../main/settings/margin.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import type { ReplicaReport } from '../../../contract/replica.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { deployment, report, shaOf, spec, variant } from '../../support/office-fixtures.ts';
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
function office(wish = deployment(), linkTo: LinkTo = () => undefined) {
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
  models.putDeployment(wish);
  const use = new MachineUse(db);
  const loads = new MeasuredLoads(db, quietLog);
  const deployer = new Deployer(inventory, linkTo, quietLog);
  const settings = loadSettings(dataDir);
  const traffic = new Traffic(clock);
  const rooms = { inventory, traffic, models, loads, use, deployer };
  const margin = new Margin(dataDir, settings.marginBytes);
  const courtesies = new Courtesies(dataDir, settings.courtesy);
  const loop = new PlacementLoop({ ...rooms, settings, margin, courtesies, clock, log: quietLog, run: 'run', plan });
  onTestFinished(() => loop.close());
  const where = (): string[] => loop.plan.replicas.map(({ machineId }) => machineId);
  loop.planNow();
  return { inventory, traffic, models, use, margin, courtesies, loop, where };
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

it('a model whose memory other programs take moves, and nothing comes back before that was free for a minute', () => {
  const { inventory, loop, where } = office();
  const says = (name: string, totalBytes: number, othersBytes: number): void => {
    const replicas = loop.plan.replicas.filter(({ machineId }) => machineId === name);
    const gpus = [aGpu({ totalBytes, othersBytes })];
    inventory.reported(name, { gpus, replicas: replicas.map((one) => report({ spec: one.spec })) });
    vi.advanceTimersByTime(soonMs);
  };
  says('A', 8 * gib, gib);
  expect(where()).toEqual(['A']);
  // A game: what is ours is pressed, and does not fit beside it and the margin any more.
  says('A', 8 * gib, 5 * gib);
  says('A', 8 * gib, 5 * gib);
  expect(where()).toEqual(['B']);
  says('B', 6 * gib, gib);
  // It closes; then another one takes the other card.
  says('A', 8 * gib, gib);
  says('B', 6 * gib, 4 * gib);
  says('B', 6 * gib, 4 * gib);
  expect(where()).toEqual([]);
  vi.advanceTimersByTime(50_000);
  expect(where()).toEqual([]);
  vi.advanceTimersByTime(11_000);
  expect(where()).toEqual(['A']);
});

it('a model whose memory other programs take stays where the office makes no room, and moves as soon as it does', () => {
  const { inventory, loop, courtesies, where } = office();
  courtesies.change({ makeRoom: false });
  const says = (othersBytes: number): void => {
    const gpus = [aGpu({ totalBytes: 8 * gib, othersBytes })];
    inventory.reported('A', { gpus, replicas: loop.plan.replicas.map((one) => report({ spec: one.spec })) });
    vi.advanceTimersByTime(soonMs);
  };
  says(gib);
  const before = loop.plan.replicas;
  says(7 * gib);
  says(7.5 * gib);
  expect(loop.plan.replicas).toEqual(before);
  expect(loop.plan.refusals).toEqual([]);
  courtesies.change({ makeRoom: true });
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

it('a larger margin is planned with at once: what no longer fits moves or waits', () => {
  const { inventory, margin, loop, where } = office();
  const gpus = [aGpu({ totalBytes: 8 * gib, othersBytes: 4 * gib })];
  inventory.reported('A', { gpus, replicas: loop.plan.replicas.map((one) => report({ spec: one.spec })) });
  vi.advanceTimersByTime(soonMs);
  expect(where()).toEqual(['A']);
  margin.set(gib);
  vi.advanceTimersByTime(soonMs);
  expect(where()).toEqual(['B']);
  // While it is loaded, what its card seems to hold says nothing.
  inventory.reported('B', { gpus, replicas: loop.plan.replicas.map((one) => report({ spec: one.spec })) });
  margin.set(4 * gib);
  vi.advanceTimersByTime(soonMs);
  expect(where()).toEqual([]);
  expect(loop.plan.refusals[0]?.reason).toContain('4.0 GB margin');
  margin.set(0);
  vi.advanceTimersByTime(soonMs);
  expect(where()).toHaveLength(1);
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

/** A machine's agent takes what the plan wants of it, and says how that goes. */
function reported(
  { inventory, loop }: ReturnType<typeof office>,
  id: string,
  changes: Partial<ReplicaReport> = {},
): void {
  const own = loop.plan.replicas.filter(({ machineId }) => machineId === id);
  const gpus = inventory.machine(id)?.gpus as Gpu[];
  inventory.reported(id, {
    gpus,
    replicas: own.map((one) => report({ spec: one.spec, since: Date.now(), ...changes })),
  });
  vi.advanceTimersByTime(soonMs);
}

it('a model that finds too little memory three times is tried in a smaller shape', () => {
  const here = office(deployment({ slots: { min: 1, max: 4 } }));
  const { loop, use } = here;
  use.setPaused('B', true);
  const slots = (): number | undefined => loop.plan.replicas[0]?.spec.slots;
  expect(slots()).toBe(4);
  const problem = { code: 'out_of_memory', message: 'The card is full.', effect: '', action: '' } as const;
  for (let time = 1; time <= 3; time += 1) {
    expect(slots()).toBe(4);
    reported(here, 'A', { state: 'failed', problem });
    vi.advanceTimersByTime(5_000);
  }
  expect(slots()).toBe(3);
});

it('nothing is placed anew while most machines are lost at once; after half a minute they count as lost', () => {
  const here = office();
  const { inventory, loop, where } = here;
  reported(here, 'A');
  const before = loop.plan.replicas;
  inventory.lost('A');
  inventory.lost('B');
  vi.advanceTimersByTime(29_000);
  expect(loop.suspicion?.lost).toEqual(new Set(['A', 'B']));
  expect([loop.plan.replicas, loop.plan.refusals]).toEqual([before, []]);
  vi.advanceTimersByTime(2_000);
  expect(loop.suspicion).toBeNull();
  expect(where()).toEqual([]);
});

it('one lost machine is replaced at once', () => {
  const here = office();
  reported(here, 'A');
  here.inventory.lost('A');
  vi.advanceTimersByTime(soonMs);
  expect(here.where()).toEqual(['B']);
});

it('a model on demand is loaded when somebody waits for it, and unloaded when nobody has asked for long', () => {
  const here = office();
  const { loop, models, traffic, where } = here;
  models.putDeployment(deployment({ idleMinutes: 10 }));
  loop.planNow();
  expect([where(), loop.plan.refusals]).toEqual([[], []]);
  const answered = traffic.waits('llama-3.2-3b');
  vi.advanceTimersByTime(soonMs);
  expect(where()).toEqual(['A']);
  reported(here, 'A');
  vi.advanceTimersByTime(60 * 60_000);
  expect(where()).toEqual(['A']);
  answered();
  vi.advanceTimersByTime(9 * 60_000);
  reported(here, 'A');
  expect(where()).toEqual(['A']);
  vi.advanceTimersByTime(2 * 60_000);
  expect(where()).toEqual([]);
  expect(loop.whyLeft('llama')).toContain('Nobody asked for it for 10 minutes');
});

it('what has just come is not moved for a gain; after a while it is', () => {
  const better = variant({ sha256: shaOf('b'), name: 'F16', sizeBytes: 7 * gib });
  const large = { ...better, facts: { ...better.facts, tensorBytes: 7 * gib } };
  const here = office(deployment({ variants: [large.sha256, variant().sha256] }));
  const { inventory, loop, models, use, where } = here;
  use.setPaused('A', true);
  loop.planNow();
  expect(where()).toEqual(['B']);
  reported(here, 'B');
  models.putVariant(large);
  inventory.reported('A', { gpus: [aGpu({ totalBytes: 24 * gib })], replicas: [] });
  use.setPaused('A', false);
  vi.advanceTimersByTime(60_000);
  expect(where()).toEqual(['B']);
  vi.advanceTimersByTime(70_000);
  expect(where()).toContain('A');
});

it('gives the memory of what an agent may take still to nobody else', async () => {
  const answers: PromiseWithResolvers<void>[] = [];
  const putReplica = () => {
    const answer = Promise.withResolvers<void>();
    answers.push(answer);
    return answer.promise;
  };
  const here = office(deployment(), () => ({ putReplica }) as never);
  const { loop, models, use, where } = here;
  expect(where()).toEqual(['A']);
  use.setPaused('B', true);
  const large = deployment({ id: 'large', model: 'large', contextLength: 16_384 });
  models.removeDeployment('llama-3.2-3b');
  models.putDeployment(large);
  loop.planNow();
  expect([where(), loop.plan.promised.map(({ machineId }) => machineId)]).toEqual([[], ['A']]);
  answers[0]?.reject(new DOMException('', 'TimeoutError'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(where()).toEqual(['A']);
});

it('takes no id a second time, however long ago the first was', () => {
  const here = office();
  const { inventory, loop } = here;
  const seen = new Set<string>();
  for (let time = 1; time <= 5; time += 1) {
    const id = loop.plan.replicas[0]?.spec.replicaId ?? '';
    expect(seen.has(id)).toBe(false);
    seen.add(id);
    reported(here, loop.plan.replicas[0]?.machineId ?? '');
    for (const name of ['A', 'B']) inventory.reported(name, { gpus: [aGpu({ totalBytes: gib })], replicas: [] });
    vi.advanceTimersByTime(30_000);
    for (const name of ['A', 'B']) inventory.reported(name, { gpus: [aGpu({ totalBytes: 8 * gib })], replicas: [] });
    vi.advanceTimersByTime(30_000);
  }
});

it('says what a model without a place waits for while a machine may come back, and refuses it after that', () => {
  const { inventory, use, loop, where } = office();
  use.setPaused('A', true);
  vi.advanceTimersByTime(soonMs);
  expect([where(), loop.plan.awaited]).toEqual([['B'], []]);
  inventory.lost('B');
  vi.advanceTimersByTime(soonMs);
  expect(where()).toEqual([]);
  expect(loop.plan.awaited).toMatchObject([
    { model: 'llama-3.2-3b', reason: 'Waits up to a minute for B to come back; no other card can take it.' },
  ]);
  expect(loop.plan.refusals).toEqual([]);
  vi.advanceTimersByTime(61_000);
  expect(loop.plan.awaited).toEqual([]);
  expect(loop.plan.refusals).toHaveLength(1);
});
