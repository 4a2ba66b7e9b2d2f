/** The office as one file: who has it can take the coordinator's place on another PC, and machines, people and programs go on there. */
import type { DatabaseSync } from 'node:sqlite';
import type { OfficeBackup } from '../../contract/office-backup.ts';
import type { OfficeCa } from '../certificates/office-ca.ts';
import { keptLedger } from '../ledger/kept-tables.ts';
import type { Identity } from '../link/identity.ts';
import type { DownloadRecord } from '../library/download-record.ts';
import { keptModelFiles } from './kept-model-files.ts';
import { keptSettings } from '../settings/kept-settings.ts';
import type { Settings } from '../settings/settings.ts';

interface BackupParts {
  readonly identity: Identity;
  /** Null: none was made yet. */
  readonly ca: OfficeCa | null;
  readonly officeName: string;
  readonly settings: Settings;
  readonly db: DatabaseSync;
  /** Models on their way. */
  readonly downloads: readonly DownloadRecord[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function makeBackup({ identity, ca, officeName, settings, db, downloads, now }: BackupParts): OfficeBackup {
  const ledger = keptLedger(db, now);
  return {
    format: 'aivailable-backup/3',
    madeAt: now,
    officeName,
    identity: { key: identity.key, certificate: identity.certificate },
    ca: ca && { key: ca.key, certificate: ca.certificate, names: [...ca.names] },
    settings: keptSettings(settings),
    ledger,
    modelFiles: keptModelFiles({ db, downloads, machineIds: new Set(ledger.tables['machines']?.map(({ id }) => id)) }),
  };
}
