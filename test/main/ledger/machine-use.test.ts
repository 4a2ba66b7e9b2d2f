import { expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MachineUse } from '../../../main/ledger/machine-use.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { tempDir } from '../../support/temp-dir.ts';

const nights = { days: [1, 2], from: '18:00', until: '08:00' };
const free = { paused: false, hours: null, limits: {}, wakeWhenNeeded: false };

function office() {
  const dataDir = tempDir();
  const db = openLedger(dataDir);
  onTestFinished(() => db.close());
  const machines = new MachineBook(db);
  const add = (id: string): void =>
    machines.put({ id, name: id, certificate: '', fingerprint: id, local: false, machineId: id, removing: false });
  add('a');
  add('b');
  return { dataDir, machines, add, use: new MachineUse(db) };
}

it('a machine is free to be used until somebody says otherwise', () => {
  const { use } = office();
  expect(use.of('a')).toEqual(free);
  expect(use.of('nobody')).toEqual(free);
});

it('what is said of one machine holds for it alone, and survives a restart', () => {
  const { dataDir, use } = office();
  use.setPaused('a', true);
  use.setHours('a', nights);
  use.setLimit('a', 'vulkan:0', 4e9);
  use.setLimit('a', 'vulkan:1', 1e9);
  use.setLimit('a', 'vulkan:1', 0);
  use.setWakeWhenNeeded('a', true);
  const limits = { 'vulkan:0': 4e9, 'vulkan:1': 0 };
  const rules = { paused: true, hours: nights, limits, wakeWhenNeeded: true };
  expect([use.of('a'), use.of('b')]).toEqual([rules, free]);
  const again = openLedger(dataDir);
  onTestFinished(() => again.close());
  expect(new MachineUse(again).of('a')).toEqual(rules);
});

it('everything can be taken back', () => {
  const { use } = office();
  use.setPaused('a', true);
  use.setHours('a', nights);
  use.setLimit('a', 'vulkan:0', 4e9);
  use.setPaused('a', false);
  use.setHours('a', null);
  use.setLimit('a', 'vulkan:0', null);
  use.setWakeWhenNeeded('a', true);
  use.setWakeWhenNeeded('a', false);
  expect(use.of('a')).toEqual(free);
});

it('says each change once', () => {
  const { use } = office();
  let changes = 0;
  const stop = use.onChange(() => changes++);
  use.setPaused('a', true);
  use.setLimit('a', 'vulkan:0', 1);
  stop();
  use.setPaused('a', false);
  expect(changes).toBe(2);
});

it('refuses a machine that is not there', () => {
  const { use } = office();
  const refused = expect.objectContaining({ problem: expect.objectContaining({ code: 'machine_not_found' }) });
  expect(() => use.setPaused('x', true)).toThrow(refused);
  expect(() => use.setHours('x', nights)).toThrow(refused);
  expect(() => use.setWakeWhenNeeded('x', true)).toThrow(refused);
  expect(() => use.setLimit('x', 'vulkan:0', 1)).toThrow(refused);
});

it('a machine takes its rules with it', () => {
  const { use, machines, add } = office();
  use.setPaused('a', true);
  use.setLimit('a', 'vulkan:0', 1);
  machines.remove('a');
  use.machinesAre(new Set(['b']));
  add('a');
  expect(use.of('a')).toEqual(free);
});
