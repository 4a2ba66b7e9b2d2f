/** What an installation made on this PC, so that its end removes exactly that. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../common/write-whole.ts';
import { type Place, ServiceKind } from './place.ts';

export const InstallRecord = z.strictObject({
  format: z.literal(1),
  kind: ServiceKind,
  root: z.string(),
  data: z.string(),
  units: z.string().nullable(),
  made: z.strictObject({
    /** In the order in which they were made. */
    folders: z.array(z.string()),
    /** The user's services now run without a login, and did not before. */
    linger: z.boolean(),
    /** The system's user for the agent. */
    user: z.boolean(),
  }),
});
export type InstallRecord = z.infer<typeof InstallRecord>;

const fileIn = (dataDir: string): string => path.join(dataDir, 'install.json');

/** @returns null for an agent that is no service: one that a coordinator started on its own PC, or one run by hand. */
export function readInstallRecord(dataDir: string): InstallRecord | null {
  if (!existsSync(fileIn(dataDir))) return byWindowsInstaller(dataDir);
  return InstallRecord.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
}

/** What the Windows installer made: its uninstaller beside the data folder says that it did, and knows what to remove. */
function byWindowsInstaller(data: string): InstallRecord | null {
  const root = path.dirname(data);
  if (!existsSync(path.join(root, 'uninstall.exe')) || !existsSync(path.join(root, 'current.txt'))) return null;
  return emptyRecord({ kind: 'windows', root, data, units: null });
}

export const writeInstallRecord = (record: InstallRecord): void =>
  writeWhole(fileIn(record.data), `${JSON.stringify(record, null, 1)}\n`);

export const removeInstallRecord = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true });

/** An installation that made nothing yet. */
export const emptyRecord = ({ kind, root, data, units }: Place): InstallRecord => ({
  format: 1,
  kind,
  root,
  data,
  units,
  made: { folders: [], linger: false, user: false },
});
