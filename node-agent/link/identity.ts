/** The machine's identity, made once. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../common/make-folder.ts';
import { writeWhole } from '../../common/write-whole.ts';

const IdentityFile = z.strictObject({ machineId: z.string().min(1), key: z.string(), certificate: z.string() });

/** Who this machine is: a name that never changes, a P-256 key and its self-signed certificate, both PEM. */
export type Identity = z.infer<typeof IdentityFile>;

/** A machine's certificate is replaced by adding the machine again, not by a date. */
const validYears = 20;

/** Reads the identity of a data folder, or makes it: `identity.json`, which only its owner may read. */
export async function openIdentity(dataDir: string): Promise<Identity> {
  const file = path.join(dataDir, 'identity.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) return IdentityFile.parse(JSON.parse(text));
  const identity = await makeIdentity();
  makeFolder(dataDir, 0o700);
  // Written whole or not at all: half an identity would be a new machine after the next start.
  writeWhole(file, JSON.stringify(identity));
  return identity;
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
