/** The office that this machine belongs to, as its data folder keeps it. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../common/make-folder.ts';
import { readIfThere } from '../../common/read-if-there.ts';
import { writeWhole } from '../../common/write-whole.ts';
import { DialAddress } from '../../contract/enrolment.ts';
import { formatAddress } from '../../common/address.ts';

const pin = z.string().regex(/^[0-9a-f]{64}$/);

/** Where the coordinator is, and by what it is known. */
const Enrolment = z.strictObject({
  /** Where it was dialled with success or said to be, the last success first. */
  addresses: z.array(DialAddress).min(1),
  /** sha256 of the coordinator's certificate, hex without colons. */
  pin,
  /** "" when nobody said it: the agent of the coordinator's own PC is not told. */
  officeName: z.string(),
});
export type Enrolment = z.infer<typeof Enrolment>;

/** As the first version kept it. */
const OldEnrolment = z
  .strictObject({ address: z.string(), port: z.int(), pin })
  .transform((old) => ({ addresses: [formatAddress(old)], pin: old.pin, officeName: '' }));

const fileOf = (dataDir: string): string => path.join(dataDir, 'enrolment.json');

/** The enrolment that the data folder keeps; null when this machine belongs to no office. */
export async function readEnrolment(dataDir: string): Promise<Enrolment | null> {
  const text = await readIfThere(fileOf(dataDir));
  return text === null ? null : z.union([Enrolment, OldEnrolment]).parse(JSON.parse(text));
}

export function keepEnrolment(dataDir: string, enrolment: Enrolment): void {
  makeFolder(dataDir, 0o700);
  writeWhole(fileOf(dataDir), JSON.stringify(enrolment));
}

/** Keeps what is newly known of the office, unless the machine has left it meanwhile. */
export function updateEnrolment(dataDir: string, enrolment: Enrolment): void {
  if (existsSync(fileOf(dataDir))) keepEnrolment(dataDir, enrolment);
}

export const forgetEnrolment = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });
