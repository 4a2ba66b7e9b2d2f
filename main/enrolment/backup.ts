/** The office's identity as one file: who has it can take the coordinator's place on another PC, and its agents accept that. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { jsonOrNull } from '../../common/json-or-null.ts';
import { OfficeBackup } from '../../contract/control-machines.ts';
import { refuse } from '../../contract/problem.ts';
import { openDataFolder } from '../base/data-folder.ts';
import { openLedger } from '../ledger/ledger.ts';
import { MachineBook, type KnownMachine } from '../ledger/machines.ts';
import { keepIdentity, type Identity } from '../link/identity.ts';
import { keepOfficeName } from '../settings/settings.ts';

interface BackupParts {
  readonly identity: Identity;
  readonly officeName: string;
  readonly machines: readonly KnownMachine[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The coordinator's own PC is left out: where the office is restored, another PC takes that part. */
export function makeBackup({ identity, officeName, machines, now }: BackupParts): OfficeBackup {
  return {
    format: 'aivailable-backup/1',
    madeAt: now,
    officeName,
    identity: { key: identity.key, certificate: identity.certificate },
    machines: machines
      .filter(({ local, removing }) => !local && !removing)
      .map(({ id, name, certificate, fingerprint }) => ({ id, name, certificate, fingerprint })),
  };
}

/**
 * Puts a backup into an empty data folder; the next start there is the office that it was made of.
 * @param text the file's content
 * @returns the office's name, and how many machines it has
 * @throws ProblemError backup_invalid; data_in_use when there is an office already; data_not_writable
 */
export function restoreOffice(dataDir: string, text: string): { officeName: string; machines: number } {
  const backup = readBackup(text);
  const taken = ['ledger.sqlite', 'identity', 'settings.json'].find((name) => existsSync(path.join(dataDir, name)));
  if (taken) {
    refuse('data_in_use', `There is an office in ${dataDir} already (${taken}).`, {
      effect: 'Nothing was restored.',
      action: 'Choose an empty folder with --data DIR.',
    });
  }
  openDataFolder(dataDir);
  keepOfficeName(dataDir, backup.officeName);
  const db = openLedger(dataDir);
  try {
    const book = new MachineBook(db);
    for (const machine of backup.machines) {
      book.put({ ...machine, machineId: machine.id, local: false, removing: false });
    }
  } finally {
    db.close();
  }
  // Last: with it the folder is an office.
  keepIdentity(dataDir, backup.identity);
  return { officeName: backup.officeName, machines: backup.machines.length };
}

function readBackup(text: string): OfficeBackup {
  const read = OfficeBackup.safeParse(jsonOrNull(text));
  if (!read.success) return refuse('backup_invalid', 'The file is no backup of an office, or is damaged.');
  const { identity, machines, officeName } = read.data;
  if (officeName.length === 0 || officeName.length > 60)
    refuse('backup_invalid', 'The backup’s office has no proper name.');
  if (!belongTogether(identity)) refuse('backup_invalid', 'The backup’s key and certificate do not belong together.');
  const fit = machines.every(({ id, name }) => /^[\w-]{1,80}$/.test(id) && isShown(name));
  if (!fit || !isShown(officeName))
    refuse('backup_invalid', 'A name or an id in the backup is none that AIvailable gives.');
  const odd = machines.find(({ certificate, fingerprint }) => fingerprintIfAny(certificate) !== fingerprint);
  if (odd) refuse('backup_invalid', `The certificate of ${odd.name} in the backup is damaged.`);
  for (const part of ['id', 'name', 'fingerprint'] as const) {
    if (new Set(machines.map((machine) => machine[part])).size < machines.length) {
      refuse('backup_invalid', `Two machines in the backup have the same ${part}.`);
    }
  }
  return read.data;
}

/** Whether a terminal and a page show it as it is: nothing in it controls them, or turns the text around. */
const isShown = (name: string): boolean => name.length <= 80 && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(name);

function belongTogether({ key, certificate }: OfficeBackup['identity']): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

function fingerprintIfAny(certificate: string): string | null {
  try {
    return fingerprintOf(certificate);
  } catch {
    return null;
  }
}
