import { X509Certificate } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOfficeCa } from '../../../main/certificates/office-ca.ts';
import { serverCertificate } from '../../../main/certificates/server-certificate.ts';
import { namesOfPc, serverNames } from '../../../main/certificates/server-names.ts';
import { tempDir } from '../../support/temp-dir.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-11-29T12:00:00Z');
const wanted = serverNames('Reception.linden.example', ['192.168.10.12', 'fe80::1%eth0', '8.8.8.8', 'fd00::5']);

async function office() {
  const dataDir = tempDir();
  const ca = await openOfficeCa(dataDir, 'Linden', namesOfPc('Reception.linden.example'), start);
  const at = (now: number, names = wanted) => serverCertificate(dataDir, ca, names, now);
  return { dataDir, ca, at };
}

describe('the names of this PC', () => {
  it('are those that the guard answers to, and the addresses that have a place in a URL', () => {
    expect(wanted).toEqual({
      names: ['reception.local', 'reception', 'reception.linden.example', 'localhost'],
      addresses: ['127.0.0.1', '::1', '192.168.10.12', 'fd00::5'],
    });
    expect(serverNames('büro_pc', []).names).toEqual(['localhost']);
  });
});

describe('the certificate of HTTPS', () => {
  it('has every name, is the CA’s, and ends before browsers find it too long', async () => {
    const { ca, at, dataDir } = await office();
    const { certificate } = await at(start);
    const read = new X509Certificate(certificate);
    expect(read.subjectAltName).toBe(
      'DNS:reception.local, DNS:reception, DNS:reception.linden.example, DNS:localhost, IP Address:127.0.0.1, ' +
        'IP Address:0:0:0:0:0:0:0:1, IP Address:192.168.10.12, IP Address:FD00:0:0:0:0:0:0:5',
    );
    expect(read.ca).toBe(false);
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(read.verify(new X509Certificate(ca.certificate).publicKey)).toBe(true);
    const days = (Date.parse(read.validTo) - Date.parse(read.validFrom)) / dayMs;
    expect(days).toBeLessThanOrEqual(397);
    expect((statSync(path.join(dataDir, 'identity', 'https.json')).mode & 0o777).toString(8)).toBe('600');
  });

  it('stays the same from start to start, and when an address goes away', async () => {
    const { at } = await office();
    const first = await at(start);
    expect(await at(start + 300 * dayMs)).toEqual(first);
    expect(await at(start, { ...wanted, addresses: ['127.0.0.1'] })).toEqual(first);
  });

  it('is made anew before it ends, and for a new address', async () => {
    const { at } = await office();
    const first = await at(start);
    const later = await at(start + 340 * dayMs);
    expect(later).not.toEqual(first);
    expect(Date.parse(new X509Certificate(later.certificate).validTo)).toBeGreaterThan(start + 700 * dayMs);
    const moved = await at(start + 340 * dayMs, { ...wanted, addresses: ['127.0.0.1', '10.0.0.7'] });
    expect(new X509Certificate(moved.certificate).checkIP('10.0.0.7')).toBe('10.0.0.7');
  });

  it('leaves out a name that the CA may not vouch for, and is not made anew for it again and again', async () => {
    const { at } = await office();
    const renamed = serverNames('Archive', ['192.168.10.12']);
    const made = await at(start, renamed);
    const read = new X509Certificate(made.certificate);
    expect([read.checkHost('archive.local'), read.checkHost('archive')]).toEqual(['archive.local', undefined]);
    expect(await at(start, renamed)).toEqual(made);
  });

  it('never outlives its CA, and then stays', async () => {
    const { ca, at } = await office();
    const caEnd = Date.parse(new X509Certificate(ca.certificate).validTo);
    const last = await at(caEnd - 30 * dayMs);
    expect(Date.parse(new X509Certificate(last.certificate).validTo)).toBe(caEnd);
    expect(await at(caEnd - 10 * dayMs)).toEqual(last);
  });

  it('is made anew when its file is damaged, or of another CA', async () => {
    const { at, dataDir } = await office();
    const first = await at(start);
    writeFileSync(path.join(dataDir, 'identity', 'https.json'), 'half');
    const second = await at(start);
    expect(second).not.toEqual(first);
    const other = await openOfficeCa(tempDir(), 'Other', [], start);
    const third = await serverCertificate(dataDir, other, wanted, start);
    expect(new X509Certificate(third.certificate).verify(new X509Certificate(other.certificate).publicKey)).toBe(true);
  });
});
