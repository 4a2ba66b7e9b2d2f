import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../common/fingerprint.ts';
import { makeBackup, restoreOffice } from '../../../main/enrolment/backup.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { openIdentity } from '../../../main/link/identity.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { openIdentity as openAgentIdentity } from '../../../node-agent/link/identity.ts';
import { tempDir } from '../../support/temp-dir.ts';

async function aBackup() {
  const identity = await openIdentity(tempDir());
  const { machineId, certificate } = await openAgentIdentity(tempDir());
  const known = { certificate, fingerprint: fingerprintOf(certificate), machineId, removing: false };
  const machines = [
    { ...known, id: machineId, name: 'STUDIO-1', local: false },
    { ...known, id: 'here', name: 'RECEPTION', local: true },
    { ...known, id: 'leaving', name: 'OLD', local: false, removing: true },
  ];
  return { identity, machines, backup: makeBackup({ identity, officeName: 'Linden & Roth', machines, now: 5 }) };
}

const invalid = expect.objectContaining({ problem: expect.objectContaining({ code: 'backup_invalid' }) });

describe('a backup', () => {
  it('holds the identity and the machines, without this PC and those that leave', async () => {
    const { backup } = await aBackup();
    expect(backup.machines.map(({ name }) => name)).toEqual(['STUDIO-1']);
    expect(backup).toMatchObject({ format: 'aivailable-backup/1', madeAt: 5, officeName: 'Linden & Roth' });
  });

  it('makes an empty folder the office that it was made of', async () => {
    const { identity, backup, machines } = await aBackup();
    const dataDir = path.join(tempDir(), 'new');
    restoreOffice(dataDir, JSON.stringify(backup));
    expect(await openIdentity(dataDir)).toEqual(identity);
    expect(loadSettings(dataDir).office.name).toBe('Linden & Roth');
    const db = openLedger(dataDir);
    const [machine] = machines;
    expect(new MachineBook(db).list()).toEqual([{ ...machine, local: false }]);
    db.close();
    expect(statSync(path.join(dataDir, 'identity', 'coordinator.json')).mode & 0o777).toBe(0o600);
  });

  it('never takes the place of an office that is there', async () => {
    const { backup } = await aBackup();
    for (const name of ['ledger.sqlite', 'settings.json']) {
      const dataDir = tempDir();
      writeFileSync(path.join(dataDir, name), '');
      expect(() => restoreOffice(dataDir, JSON.stringify(backup))).toThrow(`There is an office in ${dataDir} already`);
      expect(readdirSync(dataDir)).toEqual([name]);
    }
  });

  it('is refused when its names or ids would be taken for something else where they are shown', async () => {
    const { backup } = await aBackup();
    const [machine] = backup.machines;
    const dataDir = path.join(tempDir(), 'new');
    const odd = [
      { ...backup, officeName: 'Linden\u001B[2J' },
      { ...backup, machines: [{ ...machine, name: 'STUDIO\u202E1' }] },
      { ...backup, machines: [{ ...machine, id: '../asks/1' }] },
    ];
    for (const one of odd) expect(() => restoreOffice(dataDir, JSON.stringify(one))).toThrow(invalid);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('is refused when it is damaged, and then nothing is written', async () => {
    const { backup } = await aBackup();
    const other = await openIdentity(tempDir());
    const [machine] = backup.machines;
    const odd = [
      'no backup',
      '{}',
      JSON.stringify({ ...backup, format: 'aivailable-backup/2' }),
      JSON.stringify({ ...backup, identity: { ...backup.identity, key: other.key } }),
      JSON.stringify({ ...backup, identity: { ...backup.identity, certificate: 'x' } }),
      JSON.stringify({ ...backup, machines: [{ ...machine, fingerprint: 'ab'.repeat(32) }] }),
      JSON.stringify({ ...backup, machines: [{ ...machine, certificate: '' }] }),
      JSON.stringify({ ...backup, machines: [machine, machine] }),
      JSON.stringify({ ...backup, officeName: '' }),
    ];
    const dataDir = path.join(tempDir(), 'new');
    for (const text of odd) expect(() => restoreOffice(dataDir, text)).toThrow(invalid);
    expect(existsSync(dataDir)).toBe(false);
  });
});
