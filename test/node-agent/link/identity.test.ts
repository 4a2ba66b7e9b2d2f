import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fingerprintOf } from '../../../common/fingerprint.ts';
import { forgetEnrolment, keepEnrolment, readEnrolment } from '../../../node-agent/link/enrolment.ts';
import { openIdentity } from '../../../node-agent/link/identity.ts';
import { tempDir } from '../../support/temp-dir.ts';

it('is made once, for its owner’s eyes', async () => {
  const folder = tempDir();
  const made = await openIdentity(folder);
  expect(await openIdentity(folder)).toEqual(made);
  const certificate = new X509Certificate(made.certificate);
  expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(fingerprintOf(made.certificate)).toMatch(/^[0-9a-f]{64}$/);
  const file = path.join(folder, 'identity.json');
  expect(readFileSync(file, 'utf8')).toContain(made.machineId);
  expect(statSync(file).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
});

it('remembers its office until it leaves', async () => {
  const folder = tempDir();
  expect(await readEnrolment(folder)).toBeNull();
  const enrolment = { address: '192.168.10.12', port: 8421, pin: 'ab'.repeat(32) };
  keepEnrolment(folder, enrolment);
  expect(await readEnrolment(folder)).toEqual(enrolment);
  await forgetEnrolment(folder);
  expect(await readEnrolment(folder)).toBeNull();
});
