/** The coordinator's identity: a P-256 key and a self-signed certificate, made once. Agents pin the certificate's sha256. */
import path from 'node:path';
import { z } from 'zod';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { makeFolder } from '../../common/make-folder.ts';
import { readIfThere } from '../../common/read-if-there.ts';
import { writeWhole } from '../../common/write-whole.ts';
import { refuse } from '../../contract/problem.ts';

export interface Identity {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  /** sha256 of the certificate: 64 hex digits. */
  readonly pin: string;
}

const IdentityFile = z.strictObject({ key: z.string(), certificate: z.string() });
type IdentityFile = z.infer<typeof IdentityFile>;

/**
 * Reads the identity of a data folder, or makes it: `identity/coordinator.json`, mode 0600.
 * @throws ProblemError identity_damaged when there is one that cannot be read: another one would shut out every machine
 */
export async function openIdentity(dataDir: string): Promise<Identity> {
  const folder = folderOf(dataDir);
  const kept = (await readIdentity(fileOf(dataDir))) ?? (await readPair(folder));
  if (kept) return { ...kept, pin: pinOf(kept, folder) };
  const made = await makeIdentity();
  keepIdentity(dataDir, made);
  return { ...made, pin: fingerprintOf(made.certificate) };
}

/** Gives a data folder its identity: one that was just made, or one from a backup. */
export function keepIdentity(dataDir: string, { key, certificate }: IdentityFile): void {
  makeFolder(folderOf(dataDir), 0o700);
  writeWhole(fileOf(dataDir), JSON.stringify({ key, certificate }));
}

const folderOf = (dataDir: string): string => path.join(dataDir, 'identity');
const fileOf = (dataDir: string): string => path.join(folderOf(dataDir), 'coordinator.json');

async function readIdentity(file: string): Promise<IdentityFile | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  try {
    return IdentityFile.parse(JSON.parse(text));
  } catch {
    return damaged(`The file ${file} holds no identity.`);
  }
}

/** The identity as the first version kept it: in two files. */
async function readPair(folder: string): Promise<IdentityFile | null> {
  const key = await readIfThere(path.join(folder, 'coordinator.key'));
  const certificate = await readIfThere(path.join(folder, 'coordinator.crt'));
  if (key === null && certificate === null) return null;
  if (key === null || certificate === null) {
    return damaged(`Of coordinator.key and coordinator.crt in ${folder} one is missing.`);
  }
  return { key, certificate };
}

function pinOf({ certificate }: IdentityFile, folder: string): string {
  try {
    return fingerprintOf(certificate);
  } catch {
    return damaged(`The certificate in ${folder} cannot be read.`);
  }
}

const damaged = (message: string): never => refuse('identity_damaged', message);

async function makeIdentity(): Promise<IdentityFile> {
  // Loaded here, because it is large and needed once in an office's life.
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'AIvailable coordinator' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 20 * 365 * 86_400_000),
  });
  return { key: made.private, certificate: made.cert };
}
