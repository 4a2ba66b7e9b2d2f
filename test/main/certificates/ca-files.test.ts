import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { CaFiles } from '../../../main/certificates/ca-files.ts';
import { refuseVisitor } from '../../../main/installer/join/refuse-visitor.ts';
import { makeTestCa } from '../../support/test-ca.ts';

async function serve(certificate: string | null): Promise<string> {
  const files = new CaFiles(() => certificate, refuseVisitor);
  const server = createServer((request, response) => files.handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('the CA’s certificate is there as text and as Windows and phones take it, and never its key', async () => {
  const ca = await makeTestCa();
  const at = await serve(ca.certificate);
  const pem = await fetch(`${at}/ca.crt`);
  const text = await pem.text();
  expect(text).toBe(ca.certificate);
  expect(text).not.toContain('PRIVATE');
  expect(pem.headers.get('content-disposition')).toBe('attachment; filename="office-ca.crt"');
  const der = await fetch(`${at}/ca.cer?x=1`);
  expect(der.headers.get('content-type')).toBe('application/x-x509-ca-cert');
  const read = new X509Certificate(Buffer.from(await der.arrayBuffer()));
  expect(read.fingerprint256).toBe(new X509Certificate(ca.certificate).fingerprint256);
});

it('says so when there is none, and takes nothing', async () => {
  const at = await serve(null);
  const none = await fetch(`${at}/ca.crt`);
  expect([none.status, await none.text()]).toEqual([404, expect.stringContaining('serves no HTTPS')]);
  const read = await fetch(`${at}/ca.cer`, { headers: { accept: 'text/html', 'accept-language': 'pt-PT' } });
  expect([read.status, await read.text()]).toEqual([404, expect.stringContaining('não serve HTTPS')]);
  const post = await fetch(`${await serve('x')}/ca.crt`, { method: 'POST' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});
