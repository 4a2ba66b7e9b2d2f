/** The office's own certificate authority: made once, kept beside the identity. PCs that trust it can speak HTTPS with the office. */
import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { makeFolder } from '../../common/make-folder.ts';
import { readIfThere } from '../../common/read-if-there.ts';
import { writeWhole } from '../../common/write-whole.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import { madeCertificate, type KeyAndCertificate } from './made-certificate.ts';

export interface OfficeCa extends KeyAndCertificate {
  /** sha256 of the certificate: 64 hex digits. */
  readonly fingerprint: string;
  /** Besides `.local`, `localhost` and private addresses it may vouch for these, and what is below them. */
  readonly names: readonly string[];
}

const CaFile = z.strictObject({ key: z.string(), certificate: z.string(), names: z.array(z.string()) });

const dayMs = 86_400_000;
const lifeMs = 10 * 365 * dayMs;
/** As long as a common name may be. */
const mostInName = 64;

/**
 * Reads the CA of a data folder, or makes it: `identity/office-ca.json`, mode 0600. What others need of it lies beside it, as
 * `identity/office-ca.crt`.
 * @param pcName by which people tell this office's CA from another's
 * @param names of this PC that the CA may vouch for, for as long as it lives
 * @throws ProblemError ca_damaged when there is one that cannot be read: another one would be trusted by nobody
 */
export async function openOfficeCa(
  dataDir: string,
  pcName: string,
  names: readonly string[],
  now: number,
): Promise<OfficeCa> {
  const kept = await readOfficeCa(dataDir);
  const ca = kept ?? (await makeCa(pcName, names, now));
  if (!kept) keepOfficeCa(dataDir, ca);
  writeWhole(caCertificatePath(dataDir), ca.certificate);
  return ca;
}

/** @returns null when none was made yet. @throws ProblemError ca_damaged */
export async function readOfficeCa(dataDir: string): Promise<OfficeCa | null> {
  const file = fileOf(dataDir);
  const text = await readIfThere(file);
  if (text === null) return null;
  try {
    const kept = CaFile.parse(JSON.parse(text));
    const read = new X509Certificate(kept.certificate);
    if (!read.ca) refuse('ca_damaged', `The certificate in ${file} is none of a CA.`);
    return { ...kept, fingerprint: fingerprintOf(read) };
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(problem('ca_damaged', `The file ${file} holds no CA.`), { cause: error });
  }
}

export function keepOfficeCa(dataDir: string, { key, certificate, names }: Omit<OfficeCa, 'fingerprint'>): void {
  makeFolder(folderOf(dataDir), 0o700);
  writeWhole(fileOf(dataDir), JSON.stringify({ key, certificate, names }));
}

/** The CA's certificate as a file that other programs take. */
export const caCertificatePath = (dataDir: string): string => path.join(folderOf(dataDir), 'office-ca.crt');

const folderOf = (dataDir: string): string => path.join(dataDir, 'identity');
const fileOf = (dataDir: string): string => path.join(folderOf(dataDir), 'office-ca.json');

async function makeCa(pcName: string, names: readonly string[], now: number): Promise<OfficeCa> {
  const [before, after] = ['AIvailable office CA (', ')'];
  const made = await madeCertificate({
    // Not the office's name: it is given after the CA was made, and may change.
    name: `${before}${pcName.slice(0, mostInName - before.length - after.length).trim()}${after}`,
    from: new Date(now - dayMs),
    until: new Date(now + lifeMs),
    vouchesFor: names,
  });
  return { ...made, names, fingerprint: fingerprintOf(made.certificate) };
}
