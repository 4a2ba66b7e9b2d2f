import { describe, expect, it } from 'vitest';
import type { CandidateView } from '../../../contract/control-machines.ts';
import { checklist } from '../../../main/discovery/checklist.ts';
import { anAdapter } from '../../support/fake-mdns.ts';

const empty: Parameters<typeof checklist>[0] = {
  adapters: [anAdapter('tun0', '10.8.0.2', false)],
  problem: null,
  heard: false,
  candidates: [],
  lockedOut: [],
  platform: 'linux',
};
const candidate = (ssh: boolean): CandidateView => ({
  id: 'pc-1',
  name: 'studio-1',
  address: '192.168.10.27',
  os: null,
  sources: ['_smb._tcp'],
  ssh,
  lastHeardAt: 1,
});

describe('the checklist', () => {
  it('of an empty result has for each line what to do', () => {
    const items = checklist(empty);
    expect(items.map(({ ok }) => ok)).toEqual([false, false, false, false, false]);
    for (const { sentence, action } of items) {
      expect(sentence).toMatch(/\.$/);
      expect(action).toMatch(/\.$|\/udp$/);
    }
  });

  it('of an office where all is well has nothing to do', () => {
    const found = { ...empty, adapters: [anAdapter('eth0', '192.168.10.12')], heard: true };
    const items = checklist({ ...found, candidates: [candidate(true), candidate(false)] });
    expect(items.map(({ ok, action }) => [ok, action])).toEqual(items.map(() => [true, null]));
    expect(items[0]?.sentence).toContain('192.168.10.12 (eth0)');
    expect(items[2]?.sentence).toContain('2 PCs');
  });

  it('says which program’s firewall to open, as each system does it', () => {
    const actions = (['linux', 'win32', 'darwin'] as const).map(
      (platform) => checklist({ ...empty, platform })[3]?.action,
    );
    expect(actions[0]).toContain('ufw allow 5353/udp');
    expect(actions[1]).toContain('Windows firewall');
    expect(actions[2]).toContain('system settings');
  });

  it('says when the port is held, and when an agent does not reach this PC', () => {
    expect(checklist({ ...empty, problem: 'bind EADDRINUSE' })[3]?.sentence).toContain('bind EADDRINUSE');
    const [, , , firewall] = checklist({ ...empty, heard: true, lockedOut: ['STUDIO-1'] });
    expect(firewall).toMatchObject({ ok: false, sentence: expect.stringContaining('STUDIO-1') as string });
    expect(firewall?.action).toContain('8421');
  });
});
