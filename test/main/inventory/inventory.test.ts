import { describe, expect, it } from 'vitest';
import type { AgentHello } from '../../../contract/agent-api.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { aGpu } from '../../support/a-gpu.ts';
import { report } from '../../support/office-fixtures.ts';

const known = { id: 'm', name: 'PC', certificate: '', fingerprint: '', local: true };
const hello: AgentHello = {
  protocol: 1,
  agentVersion: '0.1.0',
  machineId: 'm',
  hardware: { hostName: 'PC', platform: 'linux', osName: 'Debian', arch: 'x64', cpu: 'i5', cores: 4, memoryBytes: 1 },
  gpus: [aGpu()],
  replicas: [report()],
};

function open() {
  const clock = { at: 0, now: () => clock.at };
  const inventory = new Inventory(clock);
  inventory.know(known);
  return { clock, inventory };
}

describe('the inventory', () => {
  it('knows a machine as joining until it connects', () => {
    const { clock, inventory } = open();
    expect(inventory.machine('m')).toMatchObject({ state: 'joining', gpus: [] });
    clock.at = 5;
    inventory.connected('m', hello);
    expect(inventory.machine('m')).toMatchObject({ state: 'online', since: 5, gpus: [aGpu()], replicas: [report()] });
  });

  it('believes no report of a machine that is not connected', () => {
    const { inventory } = open();
    inventory.reported('m', { gpus: [aGpu()], replicas: [] });
    expect(inventory.machine('m')?.gpus).toEqual([]);
  });

  it('counts no replica of a lost machine, and remembers them and its cards for the map', () => {
    const { inventory } = open();
    inventory.connected('m', hello);
    inventory.lost('m');
    expect(inventory.machine('m')).toMatchObject({
      state: 'lost',
      gpus: [aGpu()],
      replicas: [],
      before: [report()],
    });
    inventory.connected('m', { ...hello, replicas: [] });
    expect(inventory.machine('m')).toMatchObject({ state: 'online', replicas: [], before: [] });
  });

  it('tells each change, and forgets who stopped listening', () => {
    const { inventory } = open();
    let changes = 0;
    const stop = inventory.onChange(() => (changes += 1));
    inventory.connected('m', hello);
    inventory.reported('m', { gpus: [], replicas: [] });
    stop();
    inventory.lost('m');
    expect(changes).toBe(2);
  });

  it('does not lose what it knows when a machine is let in again', () => {
    const { inventory } = open();
    inventory.connected('m', hello);
    inventory.know(known);
    expect(inventory.machine('m')?.state).toBe('online');
  });
});
