import { describe, expect, it } from 'vitest';
import type { HeardService } from '../../../common/mdns-services.ts';
import { sightingOf, whatAnswered } from '../../../main/discovery/sighting.ts';

const heard = (type: string, more: Partial<HeardService> = {}): HeardService => ({
  type,
  name: 'a service',
  hostName: null,
  txt: new Map(),
  address: '192.168.10.27',
  gone: false,
  ...more,
});
const model = (value: string): HeardService => heard('_device-info._tcp', { txt: new Map([['model', value]]) });

describe('a service that is heard', () => {
  it.each([
    ['_dosvc._tcp', 'windows'],
    ['_workstation._tcp', 'linux'],
    ['_udisks-ssh._tcp', 'linux'],
    ['_smb._tcp', null],
    ['_ssh._tcp', null],
  ])('%s tells the system %s', (type, os) => expect(sightingOf(heard(type), 1)?.os).toBe(os));

  it.each([
    ['MacBookPro18,3', 'macos', true],
    ['Mac14,2', 'macos', true],
    ['iMac21,1', 'macos', true],
    ['MacSamba', 'linux', true],
    ['Xserve', null, true],
    ['AppleTV11,1', null, false],
    ['AudioAccessory5,1', null, false],
    ['iPhone14,2', null, false],
    ['J305AP', null, false],
  ])('of the model %s is of the system %s, and a PC: %s', (value, os, isPc) => {
    expect(sightingOf(model(value), 1)).toMatchObject({ os, isPc });
  });

  it('tells of SSH where it is announced', () => {
    const ssh = ['_ssh._tcp', '_sftp-ssh._tcp', '_udisks-ssh._tcp', '_smb._tcp', '_rfb._tcp'].map(
      (type) => sightingOf(heard(type), 1)?.ssh,
    );
    expect(ssh).toEqual([true, true, true, false, false]);
  });

  it('names its PC without a domain; a workstation does so in its own name', () => {
    expect(sightingOf(heard('_ssh._tcp', { hostName: 'Studio-1.lan' }), 1)?.hostName).toBe('Studio-1');
    expect(sightingOf(heard('_workstation._tcp', { name: 'pc2 [02:42:ac:11:00:02]' }), 1)?.hostName).toBe('pc2');
    expect(sightingOf(heard('_smb._tcp', { name: 'Anna’s PC' }), 1)?.hostName).toBeNull();
  });
});

describe('an announcement of this product', () => {
  const announced = (role: string): HeardService =>
    heard('_aivailable._tcp', {
      hostName: 'agent-1',
      txt: new Map([
        ['role', role],
        ['name', 'STUDIO-1'],
        ['version', '0.1.0'],
        ['pin', 'ab'.repeat(32)],
      ]),
    });

  it('of an agent is a PC that may be added', () => {
    expect(sightingOf(announced('agent'), 5)).toEqual({
      source: '_aivailable._tcp',
      address: '192.168.10.27',
      hostName: 'STUDIO-1',
      os: null,
      ssh: false,
      isPc: true,
      heardAt: 5,
    });
  });

  it('of a coordinator, or of nobody that can be read, is none', () => {
    expect(sightingOf(announced('coordinator'), 1)).toBeNull();
    expect(sightingOf(heard('_aivailable._tcp'), 1)).toBeNull();
  });
});

it.each([
  ['SSH-2.0-OpenSSH_for_Windows_9.5', 'windows'],
  ['SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3', 'linux'],
  ['SSH-2.0-OpenSSH_9.6', null],
  ['', null],
])('an SSH server that says "%s" runs on %s', (banner, os) => {
  expect(whatAnswered({ banner })).toEqual({ ssh: true, os });
  expect(whatAnswered(null)).toEqual({ ssh: false, os: null });
});
