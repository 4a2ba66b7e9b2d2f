import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { madeCertificate } from '../../../main/certificates/made-certificate.ts';
import { caCertificatePath, openOfficeCa, readOfficeCa } from '../../../main/certificates/office-ca.ts';
import { tempDir } from '../../support/temp-dir.ts';

const dayMs = 86_400_000;
const names = ['reception', 'reception.linden.example'];
const make = (dataDir: string) => openOfficeCa(dataDir, 'RECEPTION', names, Date.now());

/** What Debian's OpenSSL thinks of a server's certificate, for a name that it is asked by. */
function verify(dataDir: string, certificate: string): string {
  const file = path.join(dataDir, 'server.crt');
  writeFileSync(file, certificate);
  try {
    return String(
      execFileSync('openssl', ['verify', '-CAfile', caCertificatePath(dataDir), '-purpose', 'sslserver', file], {
        stdio: 'pipe',
      }),
    );
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  }
}

describe('the office’s CA', () => {
  it('is made once, for ten years, and kept for its owner alone', async () => {
    const dataDir = tempDir();
    const made = await make(dataDir);
    const read = new X509Certificate(made.certificate);
    expect(read.subject).toBe('CN=AIvailable office CA (RECEPTION)');
    expect(read.ca).toBe(true);
    expect(read.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    const years = (Date.parse(read.validTo) - Date.parse(read.validFrom)) / (365 * dayMs);
    expect(years).toBeCloseTo(10, 1);
    expect(await make(dataDir)).toEqual(made);
    expect(await readOfficeCa(dataDir)).toEqual(made);
    const kept = path.join(dataDir, 'identity', 'office-ca.json');
    expect((statSync(kept).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(path.dirname(kept)).mode & 0o777).toString(8)).toBe('700');
    const shown = readFileSync(caCertificatePath(dataDir), 'utf8');
    expect(shown).toBe(made.certificate);
    expect(shown).not.toContain('PRIVATE');
  });

  it('is made for names of PCs as people write them, however long', async () => {
    const dataDir = tempDir();
    const { certificate } = await openOfficeCa(dataDir, `Büro “${'Ä'.repeat(58)}”`, [], Date.now());
    expect(new X509Certificate(certificate).subject).toMatch(/^CN=AIvailable office CA \(Büro “Ä+\)$/);
  });

  it('is refused when it is damaged, and left as it is', async () => {
    const dataDir = tempDir();
    await make(dataDir);
    const kept = path.join(dataDir, 'identity', 'office-ca.json');
    writeFileSync(kept, '{"key": "half');
    await expect(make(dataDir)).rejects.toMatchObject({ problem: { code: 'ca_damaged' } });
    expect(readFileSync(kept, 'utf8')).toBe('{"key": "half');
  });

  it('cannot vouch for the rest of the world, whoever steals it', async () => {
    const dataDir = tempDir();
    const ca = await make(dataDir);
    const issue = async (more: { names?: string[]; addresses?: string[] }) => {
      const time = { from: new Date(Date.now() - dayMs), until: new Date(Date.now() + dayMs) };
      return (await madeCertificate({ name: 'x', ...time, ca, names: [], addresses: [], ...more })).certificate;
    };
    const good = [
      await issue({ names: ['reception.local', 'localhost', 'reception', 'reception.linden.example'] }),
      await issue({ addresses: ['127.0.0.1', '::1', '10.1.2.3', '172.31.0.1', '192.168.10.12', 'fd00::5'] }),
    ];
    for (const certificate of good) expect(verify(dataDir, certificate)).toContain('server.crt: OK');
    const bad = [
      await issue({ names: ['bank.example'] }),
      await issue({ names: ['reception.local', 'linden.example'] }),
      await issue({ addresses: ['8.8.8.8'] }),
      await issue({ addresses: ['2001:db8::1'] }),
    ];
    for (const certificate of bad) expect(verify(dataDir, certificate)).toContain('permitted subtree violation');
  });
});
