import { describe, expect, it } from 'vitest';
import { devicesKnown } from '../../../main/coordinator/devices-known.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { readHardware } from '../../../node-agent/hardware/read-hardware.ts';
import { aGpu } from '../../support/a-gpu.ts';

/** An office of one machine, which has just connected and looks for its devices. */
function open() {
  const inventory = new Inventory({ now: () => 0 });
  inventory.know({
    id: 'm',
    name: 'STUDIO-1',
    local: false,
    removing: false,
    machineId: 'm',
    certificate: '',
    fingerprint: '',
  });
  const hello = {
    protocol: 1,
    agentVersion: '0.1.0',
    machineId: 'm',
    hardware: readHardware(),
    gpus: [],
    replicas: [],
  };
  inventory.connected('m', { hello, address: '10.0.0.7' });
  const waiting = new AbortController();
  let known = false;
  const done = devicesKnown(inventory, 'm', waiting.signal).then(() => (known = true));
  return { inventory, waiting, done, isKnown: () => known };
}

describe('waiting for a machine’s devices', () => {
  it('lasts until it has said which it has', async () => {
    const { inventory, done, isKnown } = open();
    inventory.reported('m', { gpus: [], replicas: [] });
    await Promise.resolve();
    expect(isKnown()).toBe(false);
    inventory.reported('m', { gpus: [aGpu()], replicas: [] });
    expect(await done).toBe(true);
  });

  it('ends when the machine is lost, and when nobody waits any more', async () => {
    const lost = open();
    lost.inventory.lost('m');
    expect(await lost.done).toBe(true);
    const left = open();
    left.waiting.abort();
    expect(await left.done).toBe(true);
  });
});
