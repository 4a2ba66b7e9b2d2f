/** Servers with a certificate of their own, and hostile ones. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Attached } from '../../../main/attached/attached.ts';
import { anAttachRequest, attachedRoom } from '../../support/attached-office.ts';
import { until } from '../../support/until.ts';
import { vllmLike } from '../../support/upstream/vllm-like.ts';

const never = new AbortController().signal;

async function tlsUpstream() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'gpu-box' }], { keySize: 2048 });
  const upstream = vllmLike({ tls: { key, cert } });
  const url = await upstream.listen();
  onTestFinished(() => upstream.close());
  return { upstream, url, cert };
}

const test = (attached: Attached, url: string, certificate: string | null = null) =>
  attached.test({ url, key: 'sk-secret', certificate }, never);

describe('a server with a certificate of its own', () => {
  it('is sent nothing until the certificate is trusted, which a person can compare', async () => {
    const { upstream, url } = await tlsUpstream();
    const { attached } = attachedRoom();
    const found = await test(attached, url);
    expect(found).toMatchObject({ models: [], problem: { action: expect.stringContaining('Compare') } });
    expect(found.certificate).toMatchObject({
      subject: 'CN=gpu-box',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(upstream.seen).toEqual([]);
    const again = await test(attached, url, found.certificate?.pem);
    expect(again).toMatchObject({ problem: null, certificate: null, kind: 'vllm' });
  });

  it('is left when it shows another one than the one that is trusted', async () => {
    const [one, other] = [await tlsUpstream(), await tlsUpstream()];
    const { attached } = attachedRoom();
    attached.add(anAttachRequest(one.url, { certificate: other.cert }));
    await until('it is not trusted', () => attached.servers()[0]?.facts.state === 'unusable');
    expect(attached.servers()[0]?.facts.problem?.code).toBe('attached_certificate');
  });
});

async function serving(answer: (server: Server) => void): Promise<string> {
  const server = createServer();
  answer(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

describe('a hostile server', () => {
  it('cannot send requests on to another address', async () => {
    let asked = 0;
    const inside = await serving((server) =>
      server.on('request', (_request, response) => {
        asked += 1;
        response.end('{}');
      }),
    );
    const url = await serving((server) =>
      server.on('request', (_request, response) => {
        response.writeHead(307, { location: `${inside}/models` }).end();
      }),
    );
    const { attached } = attachedRoom();
    expect((await test(attached, url)).problem?.reason).toContain('sends requests on to another address');
    expect(asked).toBe(0);
  });

  it('cannot fill the memory with a list without end', async () => {
    const url = await serving((server) =>
      server.on('request', (_request, response) => {
        const more = (): void => void (response.write('x'.repeat(1024 * 1024)) && setImmediate(more));
        response.on('drain', more);
        more();
      }),
    );
    const { attached } = attachedRoom();
    expect((await test(attached, url)).problem?.reason).toContain('sent too much');
  });

  it('offers no model whose name could turn a line around, or that nobody could ask for', async () => {
    const data = ['good', 'two\r\nlines', 'turned\u202e', '', 'x'.repeat(300)].map((id) => ({ id }));
    const url = await serving((server) =>
      server.on('request', (request, response) => {
        if (request.url === '/v1/models') response.end(JSON.stringify({ data }));
        else response.writeHead(404).end();
      }),
    );
    const { attached } = attachedRoom();
    expect((await test(attached, url)).models.map(({ at }) => at)).toEqual(['good']);
  });
});
