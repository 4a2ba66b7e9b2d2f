import { describe, expect, it } from 'vitest';
import type { AgentHello } from '../../../contract/agent-api.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { aGpu } from '../../support/a-gpu.ts';
import { report } from '../../support/office-fixtures.ts';

const known = { id: 'm', name: 'PC', certificate: '', fingerprint: '', local: false, machineId: 'm', removing: false };
const hello: AgentHello = {
  protocol: 1,
  agentVersion: '0.1.0',
  machineId: 'm',
  hardware: { hostName: 'PC', platform: 'linux', osName: 'Debian', arch: 'x64', cpu: 'i5', cores: 4, memoryBytes: 1 },
  gpus: [aGpu()],
  replicas: [report()],
};

const arrival = (changes: Partial<AgentHello> = {}) => ({ hello: { ...hello, ...changes }, address: '192.168.1.20' });

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
    inventory.connected('m', arrival());
    expect(inventory.machine('m')).toMatchObject({ state: 'online', since: 5, gpus: [aGpu()], replicas: [report()] });
  });

  it('believes no report of a machine that is not connected', () => {
    const { inventory } = open();
    inventory.reported('m', { gpus: [aGpu()], replicas: [] });
    expect(inventory.machine('m')?.gpus).toEqual([]);
  });

  it('counts no replica of a lost machine, and remembers them and its cards for the map', () => {
    const { inventory } = open();
    inventory.connected('m', arrival());
    inventory.lost('m');
    expect(inventory.machine('m')).toMatchObject({
      state: 'lost',
      gpus: [aGpu()],
      replicas: [],
      before: [report()],
    });
  });

  it('knows the pause of a PC’s user from its reports, and forgets it with the machine', () => {
    const { inventory } = open();
    const userPause = { since: 1, until: null };
    inventory.connected('m', arrival({ userPause }));
    expect(inventory.machine('m')?.userPause).toEqual(userPause);
    // An agent of an older version says nothing of it.
    inventory.reported('m', { gpus: [aGpu()], replicas: [] });
    expect(inventory.machine('m')?.userPause).toBeNull();
    inventory.reported('m', { gpus: [aGpu()], replicas: [], userPause });
    inventory.lost('m');
    expect(inventory.machine('m')?.userPause).toBeNull();
  });

  it('notes video memory that did not come back, until it does', () => {
    const { inventory } = open();
    const missing = [{ gpuId: aGpu().id, bytes: 0.9 * 1024 ** 3, models: ['qwen', 'phi'], since: 1 }];
    inventory.connected('m', arrival());
    inventory.reported('m', { gpus: [aGpu()], replicas: [], missing });
    expect(inventory.machine('m')?.notice).toMatchObject({
      reason: '0.9 GB on GTX 1060 did not come back after qwen and phi were unloaded.',
      action: 'Restart the PC if it stays.',
    });
    inventory.reported('m', { gpus: [aGpu()], replicas: [], missing: [] });
    expect(inventory.machine('m')?.notice).toBeNull();
  });

  it('counts a machine that was lost only when it has shown that it stays', () => {
    const { inventory } = open();
    inventory.connected('m', arrival());
    inventory.lost('m');
    expect(inventory.connected('m', arrival())).toBe(true);
    expect(inventory.machine('m')).toMatchObject({ state: 'returning', replicas: [], before: [report()] });
    inventory.reported('m', { gpus: [], replicas: [report({ slotsBusy: 1 })] });
    expect(inventory.machine('m')).toMatchObject({ state: 'returning', gpus: [], replicas: [] });
    inventory.steady('m');
    expect(inventory.machine('m')).toMatchObject({ state: 'online', replicas: [report({ slotsBusy: 1 })], before: [] });
  });

  it('shows what a machine had, though it was lost again while it returned', () => {
    const { inventory } = open();
    inventory.connected('m', arrival());
    inventory.lost('m');
    inventory.connected('m', arrival({ replicas: [] }));
    inventory.lost('m');
    inventory.steady('m');
    expect(inventory.machine('m')).toMatchObject({ state: 'lost', before: [report()] });
  });

  it('counts this PC, and a machine that is heard of for the first time, at once', () => {
    const { inventory } = open();
    inventory.know({ ...known, id: 'here', local: true });
    for (const id of ['m', 'here']) expect(inventory.connected(id, arrival())).toBe(false);
    inventory.lost('here');
    expect(inventory.connected('here', arrival())).toBe(false);
    expect(inventory.machine('here')).toMatchObject({ state: 'online', replicas: [report()] });
  });

  it('shows an agent that cannot be used as stopped, until one connects that can', () => {
    const { inventory } = open();
    const notice = { reason: 'old', effect: 'none', action: 'update' };
    const head = { protocol: 1, agentVersion: '0.9.0', machineId: 'm', hardware: hello.hardware };
    inventory.stopped('m', { head, address: '192.168.1.20', notice });
    expect(inventory.machine('m')).toMatchObject({ state: 'stopped', notice, agentVersion: '0.9.0', replicas: [] });
    inventory.connected('m', arrival());
    expect(inventory.machine('m')).toMatchObject({ state: 'online', notice: null, agentVersion: '0.1.0' });
  });

  it('shows the weightiest of several notices, and the next when that one is taken back', () => {
    const { inventory } = open();
    const about = (reason: string) => ({ reason, effect: '', action: '' });
    inventory.notice('m', 'same id', about('same id'));
    inventory.notice('m', 'twin', about('twin'));
    expect(inventory.machine('m')?.notice).toEqual(about('twin'));
    inventory.notice('m', 'twin', null);
    expect(inventory.machine('m')?.notice).toEqual(about('same id'));
  });

  it('forgets a machine that was removed, and takes a new name', () => {
    const { inventory } = open();
    inventory.know({ ...known, name: 'RECEPTION' });
    expect(inventory.machine('m')?.name).toBe('RECEPTION');
    inventory.removing('m');
    expect(inventory.machine('m')?.removing).toBe(true);
    inventory.forget('m');
    expect(inventory.machines()).toEqual([]);
    expect(inventory.connected('m', arrival())).toBe(false);
  });

  it('tells each change, and forgets who stopped listening', () => {
    const { inventory } = open();
    let changes = 0;
    const stop = inventory.onChange(() => (changes += 1));
    inventory.connected('m', arrival());
    const quiet = { gpus: [], replicas: [] };
    inventory.reported('m', quiet);
    // A machine at rest says the same again and again.
    inventory.reported('m', quiet);
    stop();
    inventory.lost('m');
    expect(changes).toBe(2);
  });

  it('does not lose what it knows when a machine is let in again', () => {
    const { inventory } = open();
    inventory.connected('m', arrival());
    inventory.know(known);
    expect(inventory.machine('m')?.state).toBe('online');
  });
});
