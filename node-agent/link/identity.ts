/** The machine's identity, made once. */
import { randomUUID } from 'node:crypto';
import { link, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../common/make-folder.ts';
import { readIfThere } from '../../common/read-if-there.ts';
import { writeWhole } from '../../common/write-whole.ts';

const IdentityFile = z.strictObject({ machineId: z.string().min(1), key: z.string(), certificate: z.string() });

/** Who this machine is: a name that never changes, a P-256 key and its self-signed certificate, both PEM. */
export type Identity = z.infer<typeof IdentityFile>;

/** A machine's certificate is replaced by adding the machine again, not by a date. */
const validYears = 20;

const fileOf = (dataDir: string): string => path.join(dataDir, 'identity.json');

/**
 * Reads the identity of a data folder, or makes it: `identity.json`, which only its owner may read. Of two programs that make it
 * at the same moment, both get the same one.
 */
export async function openIdentity(dataDir: string): Promise<Identity> {
  const known = await readIdentity(dataDir);
  if (known) return known;
  makeFolder(dataDir, 0o700);
  // Written whole or not at all: half an identity would be a new machine after the next start.
  const beside = path.join(dataDir, `identity.${process.pid}.${randomUUID()}`);
  writeWhole(beside, JSON.stringify(await makeIdentity()));
  try {
    await putInPlace(beside, fileOf(dataDir));
  } finally {
    await rm(beside, { force: true });
  }
  return IdentityFile.parse(await readIdentity(dataDir));
}

/** The machine has no key any more; its next one makes it another machine. */
export const forgetIdentity = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });

async function readIdentity(dataDir: string): Promise<Identity | null> {
  const text = await readIfThere(fileOf(dataDir));
  return text === null ? null : IdentityFile.parse(JSON.parse(text));
}

/** Gives a file its name, unless the name is taken. */
async function putInPlace(beside: string, file: string): Promise<void> {
  await link(beside, file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return;
    // A file system without hard links: a memory stick's.
    await rename(beside, file);
  });
}

async function makeIdentity(): Promise<Identity> {
  // Loaded here, because it is large and needed once in a machine's life.
  const { generate } = await import('selfsigned');
  const machineId = randomUUID();
  // The name must be the machine's own: OpenSSL looks certificates up by name, and finds only one of each.
  const made = await generate([{ name: 'commonName', value: `AIvailable agent ${machineId}` }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + validYears * 365 * 86_400_000),
  });
  return { machineId, key: made.private, certificate: made.cert };
}
