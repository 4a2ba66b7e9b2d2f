/** A backup that somebody brought: whole, of one piece, and with no name that a terminal or a page would show as something else. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { cleanText } from '../../common/clean-text.ts';
import { demoModel } from '../../common/demo-model.ts';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { jsonOrNull } from '../../common/json-or-null.ts';
import { OfficeBackup, type KeptModelFile, type KeptRow } from '../../contract/office-backup.ts';
import { refuse } from '../../contract/problem.ts';
import { newestVersion, takeKept } from '../ledger/kept-tables.ts';
import { checkSettings } from '../settings/settings.ts';
import { readBooks } from './read-books.ts';

const KeptMachine = z.looseObject({
  id: z.string().regex(/^[\w-]{1,80}$/),
  name: z.string(),
  certificate: z.string(),
  fingerprint: z.string(),
});

/**
 * @param text the file's content
 * @param now milliseconds since 1970
 * @throws ProblemError backup_invalid; data_too_new when a newer version made it
 */
export function readBackup(text: string, now: number): OfficeBackup {
  const json = jsonOrNull(text);
  if (isNewer(json)) refuseNewer();
  const read = OfficeBackup.safeParse(json);
  if (!read.success) return refuse('backup_invalid', 'The file is no backup of an office, or is damaged.');
  const { identity, ca, ledger, officeName, modelFiles } = read.data;
  if (ledger.version > newestVersion) refuseNewer();
  if (!belongTogether(identity)) refuse('backup_invalid', 'The backup’s key and certificate do not belong together.');
  if (ca && !(belongTogether(ca) && new X509Certificate(ca.certificate).ca)) {
    refuse('backup_invalid', 'The key and the certificate of the backup’s CA do not belong together.');
  }
  const machines = z.array(KeptMachine).safeParse(ledger.tables['machines'] ?? []).data;
  const rows = Object.values(ledger.tables).flat();
  const names = [...rows.map(({ name }) => name), ...modelFiles.flatMap(namesOf)];
  if (!machines || ![officeName, ...names].every(isShown)) {
    return refuse('backup_invalid', 'A name or an id in the backup is none that AIvailable gives.');
  }
  const odd = machines.find(({ certificate, fingerprint }) => fingerprintIfAny(certificate) !== fingerprint);
  if (odd) refuse('backup_invalid', `The certificate of ${odd.name} in the backup is damaged.`);
  if (new Set(machines.map(({ name }) => name)).size < machines.length) {
    refuse('backup_invalid', 'Two machines in the backup have the same name.');
  }
  if (modelFiles.some(({ model }) => model === demoModel.name)) {
    refuse('backup_invalid', 'The backup brings another model under the demo model’s name.');
  }
  trySettings(read.data);
  tryLedger(read.data, now);
  return read.data;
}

/** Its number, of those that contract/office-backup.ts has. */
const newestFormat = 3;
const Formatted = z.looseObject({ format: z.string() });

function isNewer(json: unknown): boolean {
  const [, number] = /^aivailable-backup\/(\d{1,6})$/.exec(Formatted.safeParse(json).data?.format ?? '') ?? [];
  return Number(number) > newestFormat;
}

function refuseNewer(): never {
  return refuse('data_too_new', 'The backup was made by a newer version of AIvailable.', {
    effect: 'Nothing was restored.',
    action: 'Restore it with that version.',
  });
}

const namesOf = ({ quantization, wishes: { quantizations = [], pins = [] } }: KeptModelFile): string[] => [
  quantization,
  ...quantizations,
  ...pins.flatMap(({ machineId, gpuId }) => [machineId, gpuId]),
];

/** Whether a terminal and a page show it as it is: nothing in it controls them, or turns the text around. */
const isShown = (name: KeptRow[string] | undefined): boolean =>
  name === undefined ||
  (typeof name === 'string' && name.length <= 200 && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(name));

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

function trySettings({ settings }: OfficeBackup): void {
  try {
    checkSettings(settings);
  } catch (error) {
    refuse('backup_invalid', `The backup’s settings are none that AIvailable knows: ${messageOf(error)}`);
  }
}

/** In memory: the data folder stays empty when something does not fit. */
function tryLedger({ ledger }: OfficeBackup, now: number): void {
  using db = new DatabaseSync(':memory:');
  try {
    takeKept(db, ledger, now);
    readBooks(db);
  } catch (error) {
    refuse('backup_invalid', `What the backup tells of the office does not fit together: ${messageOf(error)}`);
  }
}

/** What a terminal shows as it is: names in the file are a stranger's. */
const messageOf = (error: unknown): string => cleanText(error instanceof Error ? error.message : String(error), 300);
