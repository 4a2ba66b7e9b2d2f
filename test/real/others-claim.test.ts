/** A card that other programs fill: seen by its vendor's tool, a real program, up to the model's move and the office's activity. */
import { expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { Recorder } from '../../main/activity/recorder.ts';
import { systemClock } from '../../main/base/clock.ts';
import { Deployer } from '../../main/deployer/deployer.ts';
import type { NewEvent } from '../../main/ledger/activity-book.ts';
import { Traffic } from '../../main/inventory/traffic.ts';
import { openLedger } from '../../main/ledger/ledger.ts';
import { MachineUse } from '../../main/ledger/machine-use.ts';
import { MeasuredLoads } from '../../main/ledger/measured-loads.ts';
import { ModelBook } from '../../main/ledger/models.ts';
import { PlacementLoop } from '../../main/placement/placement-loop.ts';
import { plan } from '../../main/planner/plan.ts';
import { Courtesies } from '../../main/settings/courtesies.ts';
import { Margin } from '../../main/settings/margin.ts';
import { loadSettings } from '../../main/settings/settings.ts';
import { openIdentity } from '../../node-agent/link/identity.ts';
import { gib } from '../support/a-gpu.ts';
import { startFakeAgent } from '../support/fake-agent.ts';
import { openJoinableOffice } from '../support/install/joinable-office.ts';
import { deployment, mib, variant } from '../support/office-fixtures.ts';
import { quietLog } from '../support/quiet-log.ts';
import { ScriptedCard } from '../support/engine/scripted-card.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

const memory = { weightsBytes: 1_950 * mib, cacheBytes: 896 * mib, workBytes: 300 * mib };
/** The agent gives memory 15 s to come back. */
const longMs = 40_000;

/** An office of two PCs with a card each, one model, and what its activity says. */
async function office() {
  const joinable = await openJoinableOffice();
  const { inventory, machines, tunnels } = joinable;
  const dataDir = tempDir();
  const db = openLedger(dataDir);
  const models = new ModelBook(db);
  models.putVariant(variant({ model: 'qwen' }));
  models.putDeployment(deployment({ model: 'qwen' }));
  const use = new MachineUse(db);
  const loads = new MeasuredLoads(db, quietLog);
  const deployer = new Deployer(inventory, tunnels.to.bind(tunnels), quietLog);
  const settings = loadSettings(dataDir);
  const clock = systemClock;
  const traffic = new Traffic(clock);
  const placement = new PlacementLoop({
    inventory,
    traffic,
    models,
    loads,
    use,
    deployer,
    settings,
    margin: new Margin(dataDir, settings.marginBytes),
    courtesies: new Courtesies(dataDir, settings.courtesy),
    clock,
    log: quietLog,
    run: 'run',
    plan,
  });
  const events: NewEvent[] = [];
  const files = { downloads: () => [], list: () => [], onChange: () => () => undefined };
  const marginBytes = (): number => settings.marginBytes;
  const book = { add: (event: NewEvent) => void events.push(event) };
  const rooms = { inventory, use, placement, downloads: files, copies: files, attached: files, marginBytes };
  const recorder = new Recorder({ ...rooms, book, clock });
  onTestFinished(() => {
    recorder.close();
    placement.close();
    db.close();
  });
  const join = async (name: string, totalBytes: number): Promise<ScriptedCard> => {
    const identity = await openIdentity(tempDir());
    const { machineId, certificate } = identity;
    const whose = { certificate, fingerprint: fingerprintOf(certificate), machineId };
    const machine = { id: name, name, local: false, removing: false, ...whose };
    machines.put(machine);
    inventory.know(machine);
    const card = new ScriptedCard(totalBytes, memory);
    card.others = gib;
    const enrolment = { addresses: [joinable.address], pin: joinable.identity.pin, officeName: 'Test' };
    const agent = startFakeAgent({ identity, enrolment, engine: card, devices: card.devices });
    onTestFinished(() => agent.stop());
    await until(`${name} is online`, () => inventory.machine(name)?.gpus.some(({ backend }) => backend === 'vulkan'));
    return card;
  };
  const readyOn = (name: string) =>
    inventory.machine(name)?.replicas.some(({ state, spec }) => state === 'ready' && spec.model === 'qwen') ?? false;
  const told = (what: string) => until(what, () => events.find((event) => event.what === what), longMs);
  return { inventory, join, readyOn, told };
}

it('moves the model, and says how much was taken and what did not come back', async () => {
  const { inventory, join, readyOn, told } = await office();
  const design = await join('DESIGN-01', 8 * gib);
  await until('the model is ready', () => readyOn('DESIGN-01'));
  await join('OFFICE-2', 6 * gib);
  design.kept = 900 * mib;
  // A program that takes what is left makes nobody go: the model fits beside it.
  design.others = 4 * gib;
  await until('the agent says so', () => (inventory.machine('DESIGN-01')?.gpus[0]?.othersBytes ?? 0) === 4 * gib);
  expect(readyOn('DESIGN-01')).toBe(true);
  design.others = 5 * gib;
  const taken = await told('memory taken');
  expect(taken.sentence).toBe('Other programs took 4.0 GB on NVIDIA GeForce GTX 1060 of DESIGN-01');
  expect(taken.reason).toBe('qwen moves to OFFICE-2.');
  await until('it is ready there', () => readyOn('OFFICE-2') && !readyOn('DESIGN-01'));
  const missing = await told('memory missing');
  expect(missing.sentence).toBe(
    '0.9 GB on NVIDIA GeForce GTX 1060 of DESIGN-01 did not come back after qwen was unloaded',
  );
  expect(inventory.machine('DESIGN-01')?.notice?.action).toBe('Restart the PC if it stays.');
});
