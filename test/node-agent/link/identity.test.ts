import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fingerprintOf } from '../../../common/fingerprint.ts';
import { forgetEnrolment, keepEnrolment, readEnrolment, updateEnrolment } from '../../../node-agent/link/enrolment.ts';
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
  const enrolment = { addresses: ['192.168.10.12:8421'], pin: 'ab'.repeat(32), officeName: 'Linden & Roth' };
  keepEnrolment(folder, enrolment);
  expect(await readEnrolment(folder)).toEqual(enrolment);
  await forgetEnrolment(folder);
  expect(await readEnrolment(folder)).toBeNull();
});

it('reads an office as the first version kept it', async () => {
  const folder = tempDir();
  const pin = 'ab'.repeat(32);
  const keep = (address: string): void =>
    writeFileSync(path.join(folder, 'enrolment.json'), JSON.stringify({ address, port: 8421, pin }));
  keep('127.0.0.1');
  expect(await readEnrolment(folder)).toEqual({ addresses: ['127.0.0.1:8421'], pin, officeName: '' });
  keep('fd00::1');
  expect((await readEnrolment(folder))?.addresses).toEqual(['[fd00::1]:8421']);
});

it('does not come back into an office that it has left', async () => {
  const folder = tempDir();
  const enrolment = { addresses: ['192.168.10.12:8421'], pin: 'ab'.repeat(32), officeName: 'Linden & Roth' };
  updateEnrolment(folder, enrolment);
  expect(await readEnrolment(folder)).toBeNull();
});

it('is one, though two programs make it at the same moment', async () => {
  const folder = tempDir();
  const made = await Promise.all(Array.from({ length: 5 }, () => openIdentity(folder)));
  expect(new Set(made.map(({ machineId }) => machineId)).size).toBe(1);
  expect(readdirSync(folder)).toEqual(['identity.json']);
});
