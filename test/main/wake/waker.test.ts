import { expect, it, onTestFinished } from 'vitest';
import type { WakeAddress } from '../../../contract/hardware.ts';
import type { Plan } from '../../../contract/plan.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { MachineUse } from '../../../main/ledger/machine-use.ts';
import { WakeBook } from '../../../main/ledger/wake-book.ts';
import { Waker } from '../../../main/wake/waker.ts';
import { readHardware } from '../../../node-agent/hardware/read-hardware.ts';
import { aGpu } from '../../support/a-gpu.ts';
import { deployment, machine, snapshot } from '../../support/office-fixtures.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { tempDir } from '../../support/temp-dir.ts';

const wake: WakeAddress[] = [{ mac: '02:00:00:00:00:01', broadcast: '192.168.10.255' }];
const refusal = {
  deploymentId: 'llama',
  model: 'llama-3.2-3b',
  placed: 0,
  wished: 1,
  reason: '',
  effect: '',
  action: '',
};

/** An office whose one model needs DESIGN-01, which was there and went. */
function office({ local = false, addresses = wake, lacks = true } = {}) {
  const db = openLedger(tempDir());
  const clock = { at: 0, now: () => clock.at };
  const inventory = new Inventory(clock);
  const use = new MachineUse(db);
  const known = {
    id: 'm',
    name: 'DESIGN-01',
    certificate: '',
    fingerprint: '',
    local,
    machineId: 'm',
    removing: false,
  };
  new MachineBook(db).put(known);
  inventory.know(known);
  const plan: Plan = { replicas: [], promised: [], refusals: lacks ? [refusal] : [] };
  const said = {
    sent: [] as WakeAddress[][],
    called: [] as string[],
    givenUp: [] as string[],
    failing: false,
    mayServe: true,
    waiting: 0,
  };
  const waker = new Waker({
    inventory,
    use,
    book: new WakeBook(db),
    placement: {
      plan,
      snapshot: () => {
        const away = { id: 'm', serving: false, online: false };
        return snapshot({ machines: [machine('DESIGN-01', [aGpu()], away)], deployments: [deployment()] });
      },
    },
    waitingFor: () => said.waiting,
    mayServe: () => said.mayServe,
    send: (to) =>
      said.failing ? Promise.reject(new Error('ENETUNREACH')) : Promise.resolve(void said.sent.push([...to])),
    onCalled: (_machine, reason) => void said.called.push(reason),
    onGivenUp: ({ name }) => void said.givenUp.push(name),
    clock,
    log: quietLog,
  });
  onTestFinished(() => {
    waker.close();
    db.close();
  });
  const head = { protocol: 1, agentVersion: '0.1.0', machineId: 'm', hardware: readHardware() };
  const connect = () =>
    inventory.connected('m', { hello: { ...head, gpus: [aGpu()], replicas: [], wake: addresses }, address: '' });
  connect();
  inventory.lost('m');
  const lookAt = (seconds: number): void => {
    clock.at = seconds * 1_000;
    waker.look();
  };
  return { db, inventory, use, waker, said, connect, lookAt };
}

it('a machine is woken by an admin where it said last that it hears', async () => {
  const { waker, said, db } = office();
  expect(waker.canWake('m')).toBe(true);
  await waker.wake('m');
  expect(said.sent).toEqual([wake]);
  // A coordinator that starts anew knows it from its ledger.
  expect(new WakeBook(db).of('m')).toEqual(wake);
});

it('nobody is woken who is awake, whose card is not known, or who is this very PC', async () => {
  const { waker, inventory, connect } = office();
  connect();
  inventory.steady('m');
  await expect(waker.wake('m')).rejects.toMatchObject({ problem: { code: 'wake_impossible' } });
  await expect(office({ addresses: [] }).waker.wake('m')).rejects.toThrow('No network card of DESIGN-01 is known.');
  expect(office({ local: true }).waker.canWake('m')).toBe(false);
  await expect(waker.wake('x')).rejects.toMatchObject({ problem: { code: 'machine_not_found' } });
});

it('no call goes out of private networks, whatever an agent says', async () => {
  const { waker } = office({ addresses: [{ mac: '02:00:00:00:00:01', broadcast: '8.8.8.8' }] });
  expect(waker.canWake('m')).toBe(false);
});

it('a call that the network does not take is a refusal', async () => {
  const { waker, said } = office();
  said.failing = true;
  await expect(waker.wake('m')).rejects.toMatchObject({ problem: { code: 'wake_failed' } });
});

it('the office calls by itself only whom it may, within its hours, and gives up after three calls', () => {
  const { use, said, lookAt } = office();
  lookAt(0);
  expect(said.sent).toEqual([]);
  use.setWakeWhenNeeded('m', true);
  said.mayServe = false;
  lookAt(5);
  expect(said.sent).toEqual([]);
  said.mayServe = true;
  for (const at of [10, 15, 130, 250, 369]) lookAt(at);
  expect(said.sent).toHaveLength(3);
  expect(said.called[0]).toBe('llama-3.2-3b has 0 of 1 replicas; it would fit on its GTX 1060.');
  expect(said.givenUp).toEqual([]);
  lookAt(370);
  lookAt(900);
  expect(said.sent).toHaveLength(3);
  expect(said.givenUp).toEqual(['DESIGN-01']);
});

it('requests that wait for a model call a machine after a while, not at once', () => {
  const { use, said, lookAt } = office({ lacks: false });
  use.setWakeWhenNeeded('m', true);
  said.waiting = 3;
  lookAt(0);
  lookAt(19);
  said.waiting = 0;
  lookAt(20);
  said.waiting = 1;
  lookAt(25);
  lookAt(44);
  expect(said.called).toEqual([]);
  lookAt(45);
  expect(said.called).toEqual([
    'Requests wait for llama-3.2-3b, which may have another replica; it would fit on its GTX 1060.',
  ]);
});
