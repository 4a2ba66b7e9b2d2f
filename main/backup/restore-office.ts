/** Puts a backup into an empty data folder; the next start there is the office that it was made of. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { KeptModel } from '../../contract/office-backup.ts';
import { refuse } from '../../contract/problem.ts';
import { openDataFolder } from '../base/data-folder.ts';
import { keepOfficeCa } from '../certificates/office-ca.ts';
import { openLedger } from '../ledger/ledger.ts';
import { takeKept } from '../ledger/kept-tables.ts';
import { DownloadFiles } from '../library/download-files.ts';
import { newRecord } from '../library/download-record.ts';
import { downloadFolderOf } from '../library/library.ts';
import { keepIdentity } from '../link/identity.ts';
import { keepSettings } from '../settings/kept-settings.ts';
import { keptCounts, type KeptCounts } from './kept-counts.ts';
import { readBackup } from './read-backup.ts';

interface Restored {
  readonly officeName: string;
  readonly has: KeptCounts;
  /** Names of models that came as files: nobody knows where to load them. */
  readonly fromFiles: string[];
  /** When the backup was made, in milliseconds since 1970: what was ended since is not ended there. */
  readonly madeAt: number;
}

/**
 * @param text the file's content
 * @param now milliseconds since 1970: what has ended by then is left out
 * @throws ProblemError backup_invalid; data_in_use when there is an office already; data_not_writable; data_too_new
 */
export function restoreOffice(dataDir: string, text: string, now: number): Restored {
  const backup = readBackup(text, now);
  const taken = ['ledger.sqlite', 'identity', 'settings.json'].find((name) => existsSync(path.join(dataDir, name)));
  if (taken) {
    refuse('data_in_use', `There is an office in ${dataDir} already (${taken}).`, {
      effect: 'Nothing was restored.',
      action: 'Choose an empty folder with --data DIR.',
    });
  }
  openDataFolder(dataDir);
  keepSettings(dataDir, backup.officeName, backup.settings);
  const db = openLedger(dataDir, (empty) => takeKept(empty, backup.ledger, now));
  db.close();
  queueModels(dataDir, backup.models, now);
  if (backup.ca) keepOfficeCa(dataDir, backup.ca);
  // Last: with it the folder is an office.
  keepIdentity(dataDir, backup.identity);
  const fromFiles = [...new Set(backup.models.filter(({ source }) => !source).map(({ model }) => model))];
  return { officeName: backup.officeName, has: keptCounts(backup), fromFiles, madeAt: backup.madeAt };
}

/** The office loads them when it starts, those first that matter most. */
function queueModels(dataDir: string, models: readonly KeptModel[], now: number): void {
  const files = new DownloadFiles(downloadFolderOf(dataDir));
  const wanted = models.flatMap(({ source, ...model }) => (source ? [{ ...model, ...source }] : []));
  const priority = ({ wishes }: Pick<KeptModel, 'wishes'>): number => wishes.priority ?? 0;
  const inTurn = wanted.toSorted((one, other) => priority(other) - priority(one));
  for (const [index, one] of inTurn.entries()) files.keep(newRecord(one, now + index));
}
