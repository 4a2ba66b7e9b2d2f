import { fingerprintOf } from '../../common/fingerprint.ts';
import { noLimits } from '../../contract/keys.ts';
import { makeBackup } from '../../main/backup/make-backup.ts';
import { hashOfSecret } from '../../main/base/hash-of-secret.ts';
import { openOfficeCa } from '../../main/certificates/office-ca.ts';
import { AdminPasswordBook } from '../../main/ledger/admin-password.ts';
import { AliasBook } from '../../main/ledger/aliases.ts';
import { Keys } from '../../main/ledger/keys.ts';
import { openLedger } from '../../main/ledger/ledger.ts';
import { MachineUse } from '../../main/ledger/machine-use.ts';
import { MachineBook } from '../../main/ledger/machines.ts';
import { PeopleBook } from '../../main/ledger/people.ts';
import { PresetBook } from '../../main/ledger/presets.ts';
import { SessionBook } from '../../main/ledger/sessions.ts';
import { DownloadFiles } from '../../main/library/download-files.ts';
import { downloadFolderOf } from '../../main/library/library.ts';
import { openIdentity } from '../../main/link/identity.ts';
import { loadSettings } from '../../main/settings/settings.ts';
import { openIdentity as openAgentIdentity } from '../../node-agent/link/identity.ts';
import { tempDir } from './temp-dir.ts';

const day = 86_400_000;

/** An office with something of each kind that a backup keeps, and of what it does not; its clock stands at `now`. */
export async function anOfficeToKeep(now: number) {
  const dataDir = tempDir();
  const db = openLedger(dataDir);
  const identity = await openIdentity(dataDir);
  const ca = await openOfficeCa(dataDir, 'RECEPTION', ['reception.linden.example'], now);
  const { machineId, certificate } = await openAgentIdentity(tempDir());
  const { certificate: own } = await openAgentIdentity(tempDir());
  const { certificate: old } = await openAgentIdentity(tempDir());
  const machines = new MachineBook(db);
  const machine = (id: string, name: string, local: boolean, its: string) =>
    machines.put(
      { id, machineId: id, name, local, certificate: its, fingerprint: fingerprintOf(its), removing: false },
      now,
    );
  machine(machineId, 'STUDIO-1', false, certificate);
  machine('here', 'RECEPTION', true, own);
  machine('leaving', 'OLD', false, old);
  machines.startRemoving('leaving');
  new MachineUse(db).setPaused(machineId, true);
  new MachineUse(db).setLimit(machineId, 'gpu-0', 4_000_000_000);

  new PeopleBook(db).add({ id: 'person-jana', name: 'Jana', role: 'member', limits: noLimits, createdAt: now });
  const sessions = new SessionBook(db);
  const session = { createdAt: now, expiresAt: now + day };
  sessions.add({ ...session, hash: hashOfSecret('of Jana’s browser'), personId: 'person-jana', atThisPc: false });
  sessions.add({ ...session, hash: hashOfSecret('of this PC'), personId: 'person-office', atThisPc: true });
  const { key } = new Keys(db).create('Accounting', { limits: { tokensPerDay: 5_000 } });
  new AliasBook(db).put({ name: 'gpt-4o', model: 'qwen2.5-7b-instruct' });
  new PresetBook(db).put({
    id: 'p1',
    owner: 'person-jana',
    name: 'Letters',
    text: 'Write kindly.\nSign.',
    shared: true,
  });
  const salt = Buffer.from([0, 255, 1, 128]);
  new AdminPasswordBook(db).put({ salt, hash: salt, cost: 16_384, blockSize: 8, parallel: 1, changedAt: now });

  const settings = { ...loadSettings(dataDir), marginBytes: 700_000_000 };
  const backup = () => {
    const downloads = new DownloadFiles(downloadFolderOf(dataDir)).records();
    return makeBackup({ identity, ca, officeName: 'Linden & Roth', settings, db, downloads, now });
  };
  return { dataDir, db, identity, ca, machineId, key, settings, backup };
}
