import { describe, expect, it } from 'vitest';
import { AgentUpdates } from '../../../main/coordinator/agent-updates.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import type { BundleInfo } from '../../../main/installer/bundles/bundles.ts';
import type { AgentLink } from '../../../main/link/agent-link.ts';
import type { BulkLink } from '../../../main/link/bulk-link.ts';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { readHardware } from '../../../node-agent/hardware/read-hardware.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { until } from '../../support/until.ts';

type UpdateFile = Parameters<BulkLink['update']>[0];
type Find = ConstructorParameters<typeof AgentUpdates>[0]['bundles']['find'];

const bundle: BundleInfo = {
  platform: 'linux-x64',
  version: '0.2.0',
  file: '/bundles/agent.tar.gz',
  size: 7,
  sha256: 'a'.repeat(64),
};

/** An office of this PC and one machine that is connected. @param take what the machine does with an update */
function open(take: (file: UpdateFile) => Promise<void>, find: Find = () => Promise.resolve(bundle)) {
  const inventory = new Inventory({ now: () => 0 });
  const known = { certificate: '', removing: false };
  inventory.know({ ...known, id: 'here', machineId: 'here', name: 'RECEPTION', fingerprint: '0', local: true });
  inventory.know({ ...known, id: 'm', machineId: 'm', name: 'STUDIO-1', fingerprint: '1', local: false });
  const hardware = { ...readHardware(), platform: 'linux' as const, arch: 'x64' };
  const hello = { protocol: 1, agentVersion: '0.1.0', machineId: 'm', hardware, gpus: [], replicas: [] };
  inventory.connected('m', { hello, address: '10.0.0.7' });
  const link = { bulk: () => Promise.resolve({ update: take }) } as unknown as AgentLink;
  const linkTo = (id: string): AgentLink | undefined => (id === 'm' ? link : undefined);
  return { inventory, updates: new AgentUpdates({ inventory, bundles: { find }, linkTo, log: quietLog }) };
}

const refusal = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });

describe('an update of an agent', () => {
  it('brings the bundle of its system, once however often it is asked for', async () => {
    const taken: UpdateFile[] = [];
    const { inventory, updates } = open((file) => Promise.resolve(void taken.push(file)));
    updates.start('m');
    updates.start('m');
    expect(updates.isUpdating('m')).toBe(true);
    await until('it is done', () => !updates.isUpdating('m'));
    expect(taken).toEqual([{ version: '0.2.0', sha256: bundle.sha256, sizeBytes: 7, file: '/bundles/agent.tar.gz' }]);
    expect(inventory.machine('m')?.notice).toBeNull();
  });

  it('that the machine refuses is told on the machine, which goes on as it was', async () => {
    const refused = new ProblemError(problem('bundle_damaged', 'One file of it is not what it should be.'));
    const { inventory, updates } = open(() => Promise.reject(refused));
    updates.start('m');
    await until('it is done', () => !updates.isUpdating('m'));
    expect(inventory.machine('m')).toMatchObject({
      state: 'online',
      notice: { reason: 'The update failed. One file of it is not what it should be.' },
    });
  });

  it('is refused for this PC, for an unknown machine and for one that is not connected', () => {
    const { inventory, updates } = open(() => Promise.resolve());
    inventory.know({
      id: 'off',
      machineId: 'off',
      name: 'OFF',
      certificate: '',
      fingerprint: '2',
      local: false,
      removing: false,
    });
    expect(() => updates.start('here')).toThrow(refusal('machine_is_here'));
    expect(() => updates.start('nobody')).toThrow(refusal('machine_not_found'));
    expect(() => updates.start('off')).toThrow(refusal('machine_not_connected'));
  });

  it('ends with the office, without a word about failing', async () => {
    const { inventory, updates } = open(
      () => Promise.resolve(),
      (_name, { signal } = {}) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('ended')))),
    );
    updates.start('m');
    await updates.close();
    expect(updates.isUpdating('m')).toBe(false);
    expect(inventory.machine('m')?.notice).toBeNull();
  });
});
