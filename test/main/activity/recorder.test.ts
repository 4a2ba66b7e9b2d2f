import { expect, it, onTestFinished } from 'vitest';
import type { Plan } from '../../../contract/plan.ts';
import { Recorder } from '../../../main/activity/recorder.ts';
import { Listeners } from '../../../main/base/listeners.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import type { NewEvent } from '../../../main/ledger/activity-book.ts';
import type { KnownMachine } from '../../../main/ledger/machines.ts';
import { aGpu } from '../../support/a-gpu.ts';
import { readHardware } from '../../../node-agent/hardware/read-hardware.ts';
import { aRequestEnd } from '../../support/a-request-end.ts';

function record() {
  const clock = { now: () => 1_000 };
  const inventory = new Inventory(clock);
  const events: NewEvent[] = [];
  const plan: Plan = { replicas: [], promised: [], refusals: [] };
  const quiet = { onChange: () => () => undefined };
  const paused = new Set<string>();
  const uses = new Listeners();
  const machine = (id: string): KnownMachine => {
    const whose = { certificate: '', fingerprint: id, machineId: id };
    return { id, name: id.toUpperCase(), local: false, removing: false, ...whose };
  };
  inventory.know(machine('pc-1'));
  const recorder = new Recorder({
    book: { add: (event) => void events.push(event) },
    inventory,
    use: {
      of: (id) => ({ paused: paused.has(id), hours: null, limits: {}, wakeWhenNeeded: false }),
      onChange: (one) => uses.add(one),
    },
    placement: { plan, suspicion: null, whyLeft: () => '', ...quiet },
    downloads: { downloads: () => [], ...quiet },
    copies: { list: () => [], ...quiet },
    attached: { list: () => [], ...quiet },
    marginBytes: () => 0,
    clock,
  });
  onTestFinished(() => recorder.close());
  const know = (id: string): void => inventory.know(machine(id));
  const pause = (id: string): void => {
    paused.add(id);
    uses.call();
  };
  return { recorder, inventory, events, know, pause };
}

it('keeps what changes, and takes what was there before for no event', () => {
  const { inventory, events, know, pause } = record();
  expect(events).toEqual([]);
  know('pc-2');
  pause('pc-1');
  inventory.forget('pc-2');
  expect(events.map(({ sentence }) => sentence)).toEqual([
    'PC-2 was let in',
    'PC-1 was paused',
    'PC-2 is no machine of this office any more',
  ]);
});

it('takes a machine that goes and comes back paused by its user for no new pause', () => {
  const { inventory, events } = record();
  const userPause = { since: 900, until: null };
  const said = () => ({ gpus: [aGpu()], replicas: [], userPause });
  const head = { protocol: 1, agentVersion: '0.1.0', machineId: 'pc-1', hardware: readHardware() };
  inventory.connected('pc-1', { hello: { ...head, ...said(), userPause: null }, address: '' });
  inventory.reported('pc-1', said());
  inventory.lost('pc-1');
  inventory.connected('pc-1', { hello: { ...head, ...said() }, address: '' });
  inventory.steady('pc-1');
  expect(events.map(({ what }) => what)).toEqual(['paused', 'lost', 'returned']);
});

it('keeps so many failed answers a minute at most', () => {
  const { recorder, events } = record();
  for (let at = 0; at < 500; at += 1) recorder.ended(aRequestEnd({ outcome: 'failed', code: 'machine_lost' }));
  expect(events).toHaveLength(60);
});

it('hears nothing more once it is closed', () => {
  const { recorder, events, know } = record();
  recorder.close();
  know('pc-2');
  expect(events).toEqual([]);
});
