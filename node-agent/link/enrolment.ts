/** The office that this machine belongs to, as its data folder keeps it. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../common/write-whole.ts';

const Enrolment = z.strictObject({
  address: z.string(),
  port: z.int(),
  /** sha256 of the coordinator's certificate, hex without colons. */
  pin: z.string().regex(/^[0-9a-f]{64}$/),
});
/** Where the coordinator is, and by what it is known. */
export type Enrolment = z.infer<typeof Enrolment>;

const fileOf = (dataDir: string): string => path.join(dataDir, 'enrolment.json');

/** The enrolment that the data folder keeps; null when this machine belongs to no office. */
export async function readEnrolment(dataDir: string): Promise<Enrolment | null> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : Enrolment.parse(JSON.parse(text));
}

export const keepEnrolment = (dataDir: string, enrolment: Enrolment): void =>
  writeWhole(fileOf(dataDir), JSON.stringify(enrolment));

export const forgetEnrolment = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });
