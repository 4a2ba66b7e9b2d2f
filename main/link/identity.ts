/** The coordinator's identity: a P-256 key and a self-signed certificate, made once. Agents pin the certificate's sha256. */
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Identity {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  /** sha256 of the certificate: 64 hex digits. */
  readonly pin: string;
}

/** sha256 of a PEM certificate as 64 hex digits: what pins are made of. */
export const fingerprintOf = (certificate: string): string => toPin(new X509Certificate(certificate).fingerprint256);

/** Node writes fingerprints as "AB:CD:…". */
export const toPin = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

/** Reads the identity of a data folder, or makes it: `identity/coordinator.key` and `.crt`, mode 0600. */
export async function openIdentity(dataDir: string): Promise<Identity> {
  const folder = path.join(dataDir, 'identity');
  const keyFile = path.join(folder, 'coordinator.key');
  const certificateFile = path.join(folder, 'coordinator.crt');
  if (!existsSync(keyFile) || !existsSync(certificateFile)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Loaded here, because it is large and needed once in an office's life.
    const { generate } = await import('selfsigned');
    const made = await generate([{ name: 'commonName', value: 'AIvailable coordinator' }], {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notAfterDate: new Date(Date.now() + 20 * 365 * 86_400_000),
    });
    writeFileSync(keyFile, made.private, { mode: 0o600 });
    writeFileSync(certificateFile, made.cert, { mode: 0o600 });
  }
  const certificate = readFileSync(certificateFile, 'utf8');
  return { key: readFileSync(keyFile, 'utf8'), certificate, pin: fingerprintOf(certificate) };
}
