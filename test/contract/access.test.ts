import { describe, expect, it } from 'vitest';
import { accessUrls, adapterInWords, type AccessView } from '../../contract/access.ts';

const office: AccessView = {
  localName: 'reception.local',
  port: 8420,
  thisPcOnly: false,
  adapters: [
    { name: 'Ethernet', kind: 'ethernet', address: '192.168.10.12' },
    { name: 'wlp2s0', kind: 'wifi', address: '192.168.10.58' },
  ],
  leftOut: [],
  networks: { all: true, list: [] },
  withoutKey: null,
  https: { enabled: true, port: 8422, required: false, ca: null, problem: null },
};
const urls = (more: Partial<AccessView> = {}, https: Partial<AccessView['https']> = {}) =>
  accessUrls({ ...office, ...more, https: { ...office.https, ...https } }).map(({ url }) => url);

describe('where programs reach the office', () => {
  it('is each card’s address and the name, plain and encrypted', () => {
    expect(accessUrls(office)).toEqual([
      { url: 'http://192.168.10.12:8420', encrypted: false, from: 'Ethernet' },
      { url: 'http://192.168.10.58:8420', encrypted: false, from: 'Wi-Fi (wlp2s0)' },
      { url: 'http://reception.local:8420', encrypted: false, from: 'by name' },
      { url: 'https://reception.local:8422', encrypted: true, from: 'by name' },
      { url: 'https://192.168.10.12:8422', encrypted: true, from: 'Ethernet' },
      { url: 'https://192.168.10.58:8422', encrypted: true, from: 'Wi-Fi (wlp2s0)' },
    ]);
  });

  it('is nowhere plain when HTTPS is required, and nowhere at all when that is down', () => {
    expect(urls({}, { required: true }).every((url) => url.startsWith('https:'))).toBe(true);
    expect(urls({}, { required: true, port: null })).toEqual([]);
    expect(urls({}, { port: null })).toEqual([
      'http://192.168.10.12:8420',
      'http://192.168.10.58:8420',
      'http://reception.local:8420',
    ]);
    expect(urls({ localName: null }, { required: true })).toEqual([
      'https://192.168.10.12:8422',
      'https://192.168.10.58:8422',
    ]);
    expect(urls({ thisPcOnly: true })).toEqual(['http://127.0.0.1:8420']);
  });
});

it('an adapter is called as its system calls it, and as people do', () => {
  expect(adapterInWords({ name: 'Ethernet 2', kind: 'ethernet' })).toBe('Ethernet 2');
  expect(adapterInWords({ name: 'enp3s0', kind: 'ethernet' })).toBe('Ethernet (enp3s0)');
  expect(adapterInWords({ name: 'en0', kind: 'network' })).toBe('en0');
  expect(adapterInWords({ name: 'tailscale0', kind: 'vpn' })).toBe('tailscale0 (VPN)');
  expect(adapterInWords({ name: 'ProtonVPN', kind: 'vpn' })).toBe('ProtonVPN');
  expect(adapterInWords({ name: 'vEthernet (WSL)', kind: 'virtual' })).toBe('vEthernet (WSL)');
  expect(adapterInWords({ name: 'docker0', kind: 'container' })).toBe('docker0 (containers)');
});
