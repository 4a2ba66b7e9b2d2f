import { randomUUID, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

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
  await mkdir(dataDir, { recursive: true });
  // Written whole or not at all: half an identity would be a new machine after the next start.
  await writeFile(`${file}.new`, JSON.stringify(identity), { mode: 0o600 });
  await rename(`${file}.new`, file);
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

/** sha256 of a certificate as 64 hex digits: what pins are made of. */
export const fingerprintOf = (certificate: string | Buffer): string =>
  new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase();
