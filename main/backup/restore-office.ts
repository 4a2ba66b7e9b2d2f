/** Puts a backup into an empty data folder; the next start there is the office that it was made of. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { KeptModelFile } from '../../contract/office-backup.ts';
import { refuse } from '../../contract/problem.ts';
import { notWritten, openDataFolder } from '../base/data-folder.ts';
import { keepOfficeCa } from '../certificates/office-ca.ts';
import { openLedger } from '../ledger/ledger.ts';
import { takeKept } from '../ledger/kept-tables.ts';
import { DownloadFiles } from '../library/download-files.ts';
import { newRecord, type DownloadRecord } from '../library/download-record.ts';
import { downloadFolderOf } from '../library/library.ts';
import { usualPriority } from '../library/usual-deployment.ts';
import { keepIdentity } from '../link/identity.ts';
import { keepSettings } from '../settings/kept-settings.ts';
import { keptCounts, type KeptCounts } from './kept-counts.ts';
import { readBackup } from './read-backup.ts';

/** By their names. */
interface RestoredModels {
  /** The office loads them when it starts. */
  readonly loading: string[];
  /** Nobody knows where a file of them came from. */
  readonly unknown: string[];
}

interface Restored {
  readonly officeName: string;
  readonly has: KeptCounts;
  /** Null: a backup of an older version, which knew of no models. */
  readonly models: RestoredModels | null;
  /** When the backup was made, in milliseconds since 1970: what was ended since is not ended there. */
  readonly madeAt: number;
}

/** What makes a folder an office. */
const officeFiles = ['ledger.sqlite', 'identity', 'settings.json'];

/**
 * Whole or not at all: where it throws, nothing that it wrote is left, and it may be tried again.
 * @param text the file's content
 * @param now milliseconds since 1970: what has ended by then is left out
 * @throws ProblemError backup_invalid; data_in_use when there is an office already; data_not_writable; data_too_new; disk_full
 */
export function restoreOffice(dataDir: string, text: string, now: number): Restored {
  const backup = readBackup(text, now);
  const taken = officeFiles.find((name) => existsSync(path.join(dataDir, name)));
  if (taken) {
    refuse('data_in_use', `There is an office in ${dataDir} already (${taken}).`, {
      effect: 'Nothing was restored.',
      action: 'Choose an empty folder with --data DIR.',
    });
  }
  openDataFolder(dataDir);
  const downloads = new DownloadFiles(downloadFolderOf(dataDir));
  const queued = queueOf(backup.modelFiles, downloads.records(), now);
  const written = [
    ...[...officeFiles, 'ledger.sqlite-wal', 'ledger.sqlite-shm'].map((name) => path.join(dataDir, name)),
    path.dirname(downloads.folder),
    downloads.folder,
    ...queued.map(({ id }) => downloads.recordFile(id)),
  ];
  allOrNothing(dataDir, written, () => {
    for (const one of queued) downloads.keep(one);
    keepSettings(dataDir, backup.officeName, backup.settings);
    openLedger(dataDir, (empty) => takeKept(empty, backup.ledger, now)).close();
    if (backup.ca) keepOfficeCa(dataDir, backup.ca);
    keepIdentity(dataDir, backup.identity);
  });
  const models = backup.format === 'aivailable-backup/2' ? null : restoredModels(backup.modelFiles);
  return { officeName: backup.officeName, has: keptCounts(backup), models, madeAt: backup.madeAt };
}

/** Runs `write`; where it throws, those of `files` that were not there before are removed again. */
function allOrNothing(dataDir: string, files: readonly string[], write: () => void): void {
  const missing = files.filter((file) => !existsSync(file));
  try {
    write();
  } catch (error) {
    for (const file of missing) rmSync(file, { recursive: true, force: true });
    const isOfTheDisk = error instanceof Error && 'code' in error;
    throw isOfTheDisk ? notWritten(dataDir, error, { effect: 'Nothing was restored.' }) : error;
  }
}

function restoredModels(files: readonly KeptModelFile[]): RestoredModels {
  const named = (which: (file: KeptModelFile) => boolean): string[] => [
    ...new Set(files.filter(which).map(({ model }) => model)),
  ];
  return { loading: named(({ source }) => source !== null), unknown: named(({ source }) => source === null) };
}

/**
 * The office loads them when it starts, those first that matter most.
 * @param before what is queued in that folder already
 */
function queueOf(models: readonly KeptModelFile[], before: readonly DownloadRecord[], now: number): DownloadRecord[] {
  const queued = before.map(({ repo, files: [first] }) => `${repo}/${first?.path}`);
  const wanted = models
    .flatMap(({ source, ...model }) => (source ? [{ ...model, ...source }] : []))
    .filter(({ repo, files: [first] }) => !queued.includes(`${repo}/${first?.path}`));
  const priority = ({ wishes }: Pick<KeptModelFile, 'wishes'>): number => wishes.priority ?? usualPriority.other;
  const inTurn = wanted.toSorted((one, other) => priority(other) - priority(one));
  return inTurn.map((one, index) => newRecord(one, now + index));
}
