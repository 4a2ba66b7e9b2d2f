import { describe, expect, it } from 'vitest';
import { checkAddress, checkHost, checkOrigin, guard, type GuardedRequest } from '../../../main/front/guard.ts';

const own = {
  hostName: 'Office-PC.corp.example',
  addresses: ['192.168.1.5', 'fe80::1%eth0', 'fd00::5'],
};
const request = (more: Partial<GuardedRequest>): GuardedRequest => ({
  remoteAddress: '192.168.1.9',
  method: 'GET',
  path: '/',
  host: 'localhost:8420',
  origin: undefined,
  site: undefined,
  encrypted: false,
  ...more,
});

describe('the guard', () => {
  it('lets in this PC and private networks only', () => {
    const inside = ['127.0.0.1', '::1', '10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.1.9', '169.254.3.4'];
    const inside6 = ['::ffff:192.168.1.9', '::ffff:127.0.0.1', 'fe80::1%eth0', 'fd12::1', 'fc00::1'];
    for (const address of [...inside, ...inside6]) expect(checkAddress(address), address).toBeNull();
    const outside = ['8.8.8.8', '100.64.0.1', '172.32.0.1', '172.15.0.1', '192.169.0.1', '11.0.0.1', '0.0.0.0', '::'];
    const outside6 = ['2001:db8::1', '::ffff:8.8.8.8', 'fec0::1', '', 'x', undefined];
    for (const address of [...outside, ...outside6])
      expect(checkAddress(address)?.code, address).toBe('foreign_address');
  });

  it('answers to its own names and addresses only, whatever the port', () => {
    const good = [
      'localhost',
      'LOCALHOST:1',
      'localhost.',
      '127.0.0.1:8420',
      '[::1]:8420',
      '192.168.1.5:8420',
      '[fd00::5]',
      '[fe80::1]',
    ];
    const names = ['office-pc', 'OFFICE-PC:8420', 'office-pc.local', 'office-pc.corp.example'];
    for (const host of [...good, ...names]) expect(checkHost(host, own), host).toBeNull();
    const bad = [
      'evil.example',
      'office-pc.evil.example',
      'localhost.evil.example',
      '192.168.1.6',
      '8.8.8.8',
      '[fd00::6]',
    ];
    const odd = [
      '',
      ':8420',
      'user@localhost',
      'localhost:8420:1',
      'localhost/x',
      '2130706433',
      '0x7f000001',
      '[::1',
      undefined,
    ];
    for (const host of [...bad, ...odd]) expect(checkHost(host, own)?.code, host).toBe('foreign_host');
  });

  it('refuses what a browser sends for another page', () => {
    const origins = [
      'http://evil.example',
      'http://localhost:3000',
      'https://localhost:8420',
      'null',
      'vscode-webview://x',
      '',
    ];
    for (const origin of origins) {
      for (const [method, path] of [
        ['GET', '/control/state'],
        ['POST', '/control/shutdown'],
        ['GET', '/v1/models'],
        ['GET', '/api/tags'],
        ['POST', '/'],
      ] as const) {
        const code = checkOrigin(request({ origin, method, path }))?.code;
        const same = origin.replace('https:', 'http:') === 'http://localhost:8420';
        expect(code, `${origin} ${method} ${path}`).toBe(same ? undefined : 'foreign_origin');
      }
    }
  });

  it('lets its own page and programs do everything', () => {
    for (const path of ['/control/state', '/v1/chat/completions', '/']) {
      expect(checkOrigin(request({ method: 'POST', path }))).toBeNull();
      expect(
        checkOrigin(request({ method: 'POST', path, origin: 'http://localhost:8420', site: 'same-origin' })),
      ).toBeNull();
      expect(checkOrigin(request({ method: 'POST', path, host: 'Office-PC', origin: 'http://office-pc' }))).toBeNull();
    }
    expect(checkOrigin(request({ path: '/control/state', site: 'none' }))).toBeNull();
  });

  it('refuses a foreign page that hides its origin', () => {
    expect(checkOrigin(request({ path: '/control/state', site: 'cross-site' }))?.code).toBe('foreign_origin');
    expect(checkOrigin(request({ path: '/v1/models', site: 'same-site' }))?.code).toBe('foreign_origin');
    expect(checkOrigin(request({ path: '/assets/app.js', site: 'cross-site' }))).toBeNull();
  });

  it('takes over HTTPS only what a page sends that came so, too', () => {
    const sent = { method: 'POST', path: '/control/shutdown', host: 'office-pc.local:8422', encrypted: true };
    expect(checkOrigin(request({ ...sent, origin: 'https://office-pc.local:8422' }))).toBeNull();
    for (const origin of ['http://office-pc.local:8422', 'http://office-pc.local:8420', 'https://office-pc.local:8420'])
      expect(checkOrigin(request({ ...sent, origin }))?.code, origin).toBe('foreign_origin');
  });

  it('tells the first thing that is wrong', () => {
    const all = { remoteAddress: '8.8.8.8', host: 'evil', origin: 'http://evil', method: 'POST' };
    expect(guard(request(all), own)?.code).toBe('foreign_address');
    expect(guard(request({ ...all, remoteAddress: '10.0.0.1' }), own)?.code).toBe('foreign_host');
    expect(guard(request({ ...all, remoteAddress: '10.0.0.1', host: 'localhost' }), own)?.code).toBe('foreign_origin');
    expect(guard(request({}), own)).toBeNull();
  });
});
