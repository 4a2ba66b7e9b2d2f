/** The certificate that the office shows over HTTPS: kept, and made anew before it ends or when it lacks a name. */
import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { readIfThere } from '../../common/read-if-there.ts';
import { writeWhole } from '../../common/write-whole.ts';
import { madeCertificate, type KeyAndCertificate } from './made-certificate.ts';
import type { OfficeCa } from './office-ca.ts';
import type { ServerNames } from './server-names.ts';

const ServerFile = z.strictObject({ key: z.string(), certificate: z.string() });

const dayMs = 86_400_000;
/** Browsers and Apple's systems take no certificate for over 398 days. */
const lifeMs = 390 * dayMs;
/** So long before its end it is made anew. */
const renewMs = 60 * dayMs;

/**
 * The kept certificate while it serves, else a new one: `identity/https.json`, mode 0600. Kept, so that a restart changes nothing for
 * who has looked at it.
 * @param wanted names that it must have; what the CA may not vouch for (a PC that was renamed) is left out
 */
export async function serverCertificate(
  dataDir: string,
  ca: OfficeCa,
  wanted: ServerNames,
  now: number,
): Promise<KeyAndCertificate> {
  const names = { ...wanted, names: wanted.names.filter((name) => mayVouchFor(ca, name)) };
  const file = path.join(dataDir, 'identity', 'https.json');
  const kept = await readKept(file);
  if (kept && serves(kept.certificate, ca, names, now)) return kept;
  const [name = 'localhost'] = names.names;
  const until = new Date(Math.min(now + lifeMs, endOf(ca.certificate)));
  const made = await madeCertificate({ name, from: new Date(now - dayMs), until, ca, ...names });
  writeWhole(file, JSON.stringify(made));
  return made;
}

/** Whether a certificate can be shown: of this CA, in its time and some more, with every name. Those that it has beside do no harm. */
function serves(certificate: string, ca: OfficeCa, { names, addresses }: ServerNames, now: number): boolean {
  const read = new X509Certificate(certificate);
  const issuer = new X509Certificate(ca.certificate);
  const lastDay = Math.min(now + renewMs, endOf(ca.certificate));
  return (
    read.checkIssued(issuer) &&
    read.verify(issuer.publicKey) &&
    Date.parse(read.validFrom) <= now &&
    endOf(certificate) >= lastDay &&
    names.every((name) => read.checkHost(name) !== undefined) &&
    addresses.every((address) => read.checkIP(address) !== undefined)
  );
}

const mayVouchFor = ({ names }: OfficeCa, name: string): boolean =>
  ['local', 'localhost', ...names].some((own) => name === own || name.endsWith(`.${own}`));

const endOf = (certificate: string): number => Date.parse(new X509Certificate(certificate).validTo);

async function readKept(file: string): Promise<KeyAndCertificate | null> {
  try {
    const kept = ServerFile.parse(JSON.parse((await readIfThere(file)) ?? ''));
    // Throws when it is none.
    fingerprintOf(kept.certificate);
    return kept;
  } catch {
    // Nobody trusts it by itself: a new one costs nothing.
    return null;
  }
}
