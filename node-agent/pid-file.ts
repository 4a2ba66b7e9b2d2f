import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const PidFile = z.strictObject({ pid: z.int().positive(), startedAt: z.number() });
/** Which process runs on a data folder, and since when (milliseconds since 1970). */
export type PidFile = z.infer<typeof PidFile>;

const fileOf = (dataDir: string): string => path.join(dataDir, 'agent.pid.json');

export const writePidFile = (dataDir: string, pid: number): Promise<void> =>
  writeFile(fileOf(dataDir), JSON.stringify({ pid, startedAt: Date.now() } satisfies PidFile));

export const removePidFile = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });

/** The file's content, or null. A killed agent leaves its file behind: believe it only while the folder is locked. */
export async function readPidFile(dataDir: string): Promise<PidFile | null> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => null);
  return text === null ? null : PidFile.parse(JSON.parse(text));
}
