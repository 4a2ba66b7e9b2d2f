/** What the two ends of the tunnel know each other by. */
import { X509Certificate } from 'node:crypto';

/**
 * sha256 of a certificate as 64 hex digits: what pins are made of.
 * @param certificate PEM, DER, or one that was read already
 */
export function fingerprintOf(certificate: X509Certificate | string | Buffer): string {
  const read = certificate instanceof X509Certificate ? certificate : new X509Certificate(certificate);
  // Node writes fingerprints as "AB:CD:…".
  return read.fingerprint256.replaceAll(':', '').toLowerCase();
}
