import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer, request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { formatJoinToken } from '../../../../contract/enrolment.ts';
import { pageHeaders } from '../../../../main/front/page-headers.ts';
import { Bundles } from '../../../../main/installer/bundles/bundles.ts';
import { JoinOffer } from '../../../../main/installer/join/join-offer.ts';
import { JoinPages } from '../../../../main/installer/join/join-pages.ts';
import { joinCss } from '../../../../main/installer/join/page/join-css.ts';
import { visitorSystem } from '../../../../main/installer/join/visitor-system.ts';
import { putBundle } from '../../../support/install/fake-bundles.ts';
import { quietLog } from '../../../support/quiet-log.ts';
import { root } from '../../../support/source/source-files.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { issueForThisPc, makeTestCa } from '../../../support/test-ca.ts';
import { until } from '../../../support/until.ts';

const token = formatJoinToken({ pin: 'ab'.repeat(32), secret: 'K7QM2XPD84RWTN6H' });
const linuxFile = 'aivailable-agent-0.1.0-linux-x64.tar.gz';
const agents = {
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36',
  macos: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15',
  linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  phone: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36',
};

/** The pages on a port of their own, with a bundle for Linux and an installer for Windows, and none for macOS. */
async function openPages(stallMs?: number) {
  const folder = tempDir();
  const linux = Buffer.from('the bundle for Linux');
  const windows = Buffer.from('the installer for Windows');
  putBundle(folder, 'linux-x64', linux);
  putBundle(folder, 'win-x64-setup', windows);
  const offer = new JoinOffer(new Bundles({ folder, version: '0.1.0', make: null }), quietLog);
  const stall = stallMs === undefined ? {} : { stallMs };
  const officeName = (): string => 'Linden & <Roth>';
  const pages = new JoinPages({
    offer,
    officeName,
    agentsPort: () => 8421,
    plainPort: () => 8420,
    log: quietLog,
    ...stall,
  });
  const server = createServer((request, response) => pages.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const http = `http://127.0.0.1:${port}`;
  const get = (where: string, init: RequestInit = {}): Promise<Response> => fetch(`${http}${where}`, init);
  return { http, port, get, offer, pages, folder, linux, windows };
}

/** Begins a download from an address of this PC's own and reads no more than its head. @returns its status, once it is there */
async function stalled(port: number, localAddress: string): Promise<{ status: string; socket: Socket }> {
  const socket = connect({ port, host: '127.0.0.1', localAddress }).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  socket.write(`GET /join/files/${linuxFile} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  const [head] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  return { status: head.toString('latin1').slice(9, 12), socket };
}

/** As it is written, which fetch would tidy first. */
const getRaw = (port: number, where: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest({ port, path: where, host: '127.0.0.1' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject).end();
  });

describe('a refusal', () => {
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it('is a page in the visitor’s own language in a browser', async () => {
    const { get } = await openPages();
    const refused = await get('/join/files/old<b>.tar.gz', { headers: { ...browser, 'accept-language': 'pt-PT,pt' } });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(refused.headers.get('vary')).toBe('Accept, Accept-Language');
    const html = await refused.text();
    expect(html).toContain('<html lang="pt-PT">');
    expect(html).toContain('<h1>Não há aqui nenhum ficheiro com este nome: &quot;old&lt;b&gt;.tar.gz&quot;.</h1>');
    expect(html.replace(/<(style|title).*/g, '')).not.toMatch(/\b(the|is|not)\b/i);
    expect(await (await get('/join/nothing', { headers: browser })).text()).toContain(
      'There is no /join/nothing here.',
    );
  });

  it('is plain words where no page is asked for', async () => {
    const { get } = await openPages();
    const refused = await get('/join/nothing', { headers: { accept: '*/*', 'accept-language': 'pt' } });
    expect(refused.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await refused.text()).split('\n')[0]).toBe('There is no /join/nothing here.');
  });
});

describe('the join page', () => {
  it('shows lines for the plain port to who opened it over HTTPS: a PC that joins trusts no certificate yet', async () => {
    const { pages } = await openPages();
    const ca = await makeTestCa();
    const { key, certificate } = await issueForThisPc(ca);
    const server = createSecureServer({ key, cert: certificate }, (request, response) =>
      pages.handle(request, response),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    const asked = httpsRequest({ port, host: 'localhost', path: '/join', ca: ca.certificate }).end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const html = await text(response);
    expect(html).toContain('http://localhost:8420');
    expect(html).not.toContain(`:${port}`);
  });

  it.each([
    ['windows', '<summary>Windows</summary>'],
    ['macos', '<summary>macOS</summary>'],
    ['linux', '<summary>Linux</summary>'],
  ] as const)('offers the way for %s first, and opens it', async (system, summary) => {
    const { get } = await openPages();
    const html = await (await get('/join', { headers: { 'user-agent': agents[system] } })).text();
    const open = html.indexOf('<details open>');
    expect(html.slice(open).trimStart()).toContain(summary);
    expect(html.indexOf('<details')).toBe(open);
    expect(html.indexOf(summary) - open).toBeLessThan(20);
  });

  it('holds no script of its own and nothing from elsewhere, as its headers demand', async () => {
    const { get } = await openPages();
    const html = await (await get('/join')).text();
    expect(pageHeaders['content-security-policy']).toContain("default-src 'self'");
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script src="/join/page.js" defer>']);
    expect(html).toContain('</script>');
    expect(html).not.toMatch(/ on\w+="|style="|<style|src="http|href="http/);
  });

  it('shows the office’s name as text, whatever letters it has', async () => {
    const { get } = await openPages();
    const html = await (await get('/join')).text();
    expect(html).toContain('Linden &amp; &lt;Roth&gt;');
    expect(html).not.toContain('<Roth>');
  });

  it('says what is not there instead of offering it', async () => {
    const { get } = await openPages();
    expect(await (await get('/join')).text()).toContain('The agent for macOS is not ready on the coordinator yet.');
    expect((await get('/join/install-macos.sh')).status).toBe(404);
  });

  it('speaks the language of each visitor’s browser', async () => {
    const { get } = await openPages();
    const shown = (accepted: string): Promise<Response> => get('/join', { headers: { 'accept-language': accepted } });
    const [portuguese, english] = await Promise.all([shown('pt-PT,pt;q=0.9,en;q=0.8'), shown('de-DE,de;q=0.9')]);
    expect(portuguese.headers.get('vary')).toContain('Accept-Language');
    const [here, there] = await Promise.all([portuguese.text(), english.text()]);
    expect(here).toContain('<html lang="pt-PT">');
    expect(here).toContain('<h1>Adicionar este PC ao escritório</h1>');
    expect(here).toContain('<title>Adicionar este PC a Linden &amp; &lt;Roth&gt; · AIvailable</title>');
    expect(here).toContain('data-done="Copiado"');
    expect(there).toContain('<html lang="en-GB">');
    expect(there).toContain('<h1>Add this PC to the office</h1>');
    const lines = (html: string): string[] => html.match(/<code .*<\/code>/g) ?? [];
    expect(lines(here)).toEqual(lines(there));
  });

  it('has the look of the window', () => {
    const tokens = readFileSync(path.join(root, 'renderer/styles/tokens.css'), 'utf8');
    const [light, dark] = ['/* AIvailable', '@media (prefers-color-scheme: dark)'].map((from) => {
      const part = tokens.slice(tokens.indexOf(from));
      return new Map(
        [...part.matchAll(/(--color-[\w-]+): ([^;]+);/g)].toReversed().map(([, name, value]) => [name, value]),
      );
    });
    const [ours = '', oursDark = ''] = joinCss.split('@media (prefers-color-scheme: dark)');
    for (const [css, theirs] of [
      [ours, light],
      [oursDark, dark],
    ] as const) {
      const used = [...css.matchAll(/(--color-[\w-]+): ([^;]+);/g)];
      expect(used.length).toBeGreaterThan(10);
      for (const [, name, value] of used) expect([name, theirs?.get(name)]).toEqual([name, value]);
    }
  });

  it('knows phones and strangers as no system of its own', () => {
    expect([agents.phone, undefined, 'curl/8.0'].map(visitorSystem)).toEqual([null, null, null]);
  });
});

describe('the files of the join page', () => {
  it('come with their length and their sha256, and once only', async () => {
    const { get, linux } = await openPages();
    const response = await get(`/join/files/${linuxFile}`);
    const tag = response.headers.get('etag') ?? '';
    expect(Buffer.from(await response.arrayBuffer())).toEqual(linux);
    expect(response.headers.get('content-length')).toBe(String(linux.length));
    expect(tag).toMatch(/^"[0-9a-f]{64}"$/);
    const head = await get(`/join/files/${linuxFile}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(linux.length)]);
    expect((await get(`/join/files/${linuxFile}`, { headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  it('hold one Windows installer under every name that it can have', async () => {
    const { get, windows } = await openPages();
    for (const name of ['aivailable-agent.exe', `aivailable-agent~192.168.10.12-8421~${token}.exe`]) {
      const response = await get(`/join/files/${name}`);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(windows);
    }
  });

  it.each([
    '/join/files/',
    '/join/files/linux-x64.json',
    '/join/files/..',
    '/join/files/../linux-x64.json',
    '/join/files/%2e%2e%2flinux-x64.json',
    '/join/files/..%2f..%2f..%2fetc%2fpasswd',
    '/join/files/%00',
    '/join/files/%E0%A4%A',
    '/join/files/aivailable-agent-0.1.0-linux-x64.tar.gz%2f..',
    '/join/files/aivailable-agent-0.1.0-linux-x64.tar.gz/x',
    '/join/files/aivailable-agent-9.9.9-linux-x64.tar.gz',
    '/join/files/aivailable-agent~evil.exe',
    '/join/other',
    '/joint',
  ])('hold nothing under %s', async (where) => {
    const { port } = await openPages();
    expect(await getRaw(port, where)).toBe(404);
  });

  it('are kept from nobody by a PC that begins many downloads and reads none', async () => {
    const { port, folder } = await openPages();
    putBundle(folder, 'linux-x64', Buffer.alloc(24 * 1024 * 1024));
    const stranger = [];
    for (let at = 0; at < 5; at += 1) stranger.push((await stalled(port, '127.0.0.2')).status);
    expect(stranger).toEqual(['200', '200', '200', '200', '429']);
    expect((await stalled(port, '127.0.0.3')).status).toBe('200');
  });

  it('are taken from who does not read on, so that others get their turn', async () => {
    const { port, folder } = await openPages(100);
    putBundle(folder, 'linux-x64', Buffer.alloc(24 * 1024 * 1024));
    for (let at = 0; at < 4; at += 1) await stalled(port, '127.0.0.2');
    await until('one of them was ended', async () => (await stalled(port, '127.0.0.2')).status === '200');
  });

  it('are not handed out with one byte changed', async () => {
    const { get, folder } = await openPages();
    const { changeOneByte } = await import('../../../support/install/fake-bundles.ts');
    changeOneByte(path.join(folder, linuxFile));
    const response = await get(`/join/files/${linuxFile}`);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('is damaged');
  });

  it('are only read', async () => {
    const { get } = await openPages();
    const response = await get('/join', { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('the commands for a token', () => {
  it('name the script’s sha256 as it is served, and null where nothing can be installed', async () => {
    const { http, get, offer } = await openPages();
    const target = { http, coordinators: ['127.0.0.1:8421'] } as const;
    const made = await offer.commands({ token, expiresAt: 5 }, target, {
      systems: ['linux', 'windows', 'macos'],
      signal: AbortSignal.timeout(5_000),
    });
    expect(made).toMatchObject({ token, expiresAt: 5, link: `${http}/join#${token}`, commands: { macos: null } });
    const { createHash } = await import('node:crypto');
    const script = await (await get('/join/install.sh')).text();
    expect(made.commands.linux).toContain(createHash('sha256').update(script).digest('hex'));
    expect(script).not.toContain(token);
    const installer = Buffer.from(await (await get('/join/files/aivailable-agent.exe')).arrayBuffer());
    expect(made.commands.windows).toContain(createHash('sha256').update(installer).digest('hex').toUpperCase());
  });

  it('do not wait for the others when one is there', async () => {
    const folder = tempDir();
    const make = (name: string, signal: AbortSignal): Promise<void> =>
      name === 'linux-x64'
        ? Promise.resolve(void putBundle(folder, name, Buffer.from('made')))
        : new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const bundles = new Bundles({ folder, version: '0.1.0', make });
    const offer = new JoinOffer(bundles, quietLog, { firstMs: 60_000, othersMs: 1 });
    const target = { http: 'http://a:1', coordinators: ['a:2'] } as const;
    const lines = await offer.lines(target, token, AbortSignal.timeout(5_000));
    expect(lines).toEqual({ windows: null, linux: expect.stringContaining('sh -c'), macos: null });
    await bundles.close();
  });

  it('do not wait for ever for what is being made', async () => {
    const folder = tempDir();
    const make = (_name: string, signal: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const bundles = new Bundles({ folder, version: '0.1.0', make });
    const offer = new JoinOffer(bundles, quietLog, { firstMs: 1, othersMs: 1 });
    const target = { http: 'http://a:1', coordinators: ['a:2'] } as const;
    expect(await offer.lines(target, token, AbortSignal.timeout(5_000))).toEqual({
      windows: null,
      linux: null,
      macos: null,
    });
    await bundles.close();
  });
});
