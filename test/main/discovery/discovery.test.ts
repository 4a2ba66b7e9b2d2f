import { describe, expect, it, vi } from 'vitest';
import type { Announcement } from '../../../contract/enrolment.ts';
import { announcedType } from '../../../common/mdns-announcement.ts';
import { Discovery } from '../../../main/discovery/discovery.ts';
import type { DiscoveryOptions } from '../../../main/discovery/discovery-options.ts';
import { anAdapter, FakeMdns } from '../../support/fake-mdns.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { until } from '../../support/until.ts';

const announcement: Announcement = {
  role: 'coordinator',
  name: 'Linden & Roth',
  version: '0.1.0',
  pin: 'ab'.repeat(32),
  agents: '8421',
  http: '8420',
};
const never = new AbortController().signal;

function start(more: Partial<DiscoveryOptions> = {}): { network: FakeMdns; discovery: Discovery } {
  const network = new FakeMdns();
  const discovery = new Discovery({
    announcement: () => announcement,
    isKnown: () => false,
    log: quietLog,
    adapters: network.chooseAdapters,
    ownAddresses: () => ['192.168.10.12', '127.0.0.1'],
    openInstance: network.open,
    ask: () => Promise.resolve(null),
    names: { addressesOf: () => Promise.resolve([]), nameOf: () => Promise.resolve(null) },
    every: network.every,
    now: network.now,
    ...more,
  });
  discovery.start();
  return { network, discovery };
}

const ssh = { type: '_ssh._tcp', address: '192.168.10.27', hostName: 'Studio-1' };
const names = (discovery: Discovery): string[] => discovery.candidates().map(({ name }) => name);

describe('the coordinator', () => {
  it('announces itself with its pin and its ports, under a name that nobody else has', () => {
    const { network } = start();
    expect(network.live[0]?.announced).toEqual({
      name: 'coordinator-abababababababab',
      port: 8421,
      txt: { ...announcement },
    });
  });

  it('tells a new name of the office', () => {
    let name = 'Linden & Roth';
    const { network } = start({ announcement: () => ({ ...announcement, name }) });
    name = 'Linden';
    network.pass(1_000);
    expect(network.live.map(({ announced }) => announced?.txt['name'])).toEqual(['Linden']);
  });

  it('says goodbye at its end and leaves no timer', async () => {
    const { network, discovery } = start();
    await discovery.close();
    expect(network.opened.map(({ closed }) => closed)).toEqual([true]);
    expect(network.timers).toBe(0);
  });

  it('looks again when it is asked to', () => {
    const { network, discovery } = start();
    discovery.refresh();
    expect(network.opened).toHaveLength(2);
  });
});

describe('the candidates', () => {
  it('are PCs that are heard, by name', () => {
    const { network, discovery } = start();
    network.say(ssh);
    network.say({ type: '_smb._tcp', address: '192.168.10.30', hostName: 'PC-10' });
    network.say({ type: '_smb._tcp', address: '192.168.10.31', hostName: 'PC-9' });
    network.say({ type: '_device-info._tcp', address: '192.168.10.40', txt: new Map([['model', 'AppleTV11,1']]) });
    expect(names(discovery)).toEqual(['PC-9', 'PC-10', 'Studio-1']);
  });

  it('are neither this PC nor machines of the office', () => {
    const { network, discovery } = start({ isKnown: (place) => place === '192.168.10.30' || place === 'office-2' });
    network.say({ ...ssh, address: '192.168.10.12' });
    network.say({ ...ssh, address: '192.168.10.30' });
    network.say({ ...ssh, address: '192.168.10.31', hostName: 'OFFICE-2' });
    expect(names(discovery)).toEqual([]);
  });

  it('go when they say goodbye, and are forgotten when they are silent', () => {
    const { network, discovery } = start();
    network.say(ssh);
    network.say({ type: '_smb._tcp', address: '192.168.10.30', hostName: 'PC-10' });
    network.say({ ...ssh, gone: true });
    expect(names(discovery)).toEqual(['PC-10']);
    network.pass(11 * 60_000);
    expect(names(discovery)).toEqual([]);
  });

  it('that are agents go when they say goodbye, too: they announce a host name of their own', () => {
    const { network, discovery } = start();
    const texts = { role: 'agent', name: 'STUDIO-1', version: '0.1.0', pin: 'cd'.repeat(32) };
    const txt = new Map(Object.entries(texts));
    const agent = { type: announcedType, address: '192.168.10.27', hostName: 'agent-m_1', txt };
    network.say(agent);
    expect(names(discovery)).toEqual(['STUDIO-1']);
    network.say({ ...agent, gone: true });
    expect(names(discovery)).toEqual([]);
  });

  it('that are dismissed come back only when they were forgotten and are heard anew', () => {
    const { network, discovery } = start();
    network.say(ssh);
    discovery.dismiss(discovery.candidates()[0]?.id ?? '');
    network.pass(60_000);
    network.say(ssh);
    expect(names(discovery)).toEqual([]);
    network.pass(11 * 60_000);
    expect(names(discovery)).toEqual([]);
    network.say(ssh);
    expect(names(discovery)).toEqual(['Studio-1']);
    discovery.dismiss('pc-unknown');
    expect(names(discovery)).toEqual(['Studio-1']);
  });

  it('are no more than an office has, however many names a stranger sends', () => {
    const { network, discovery } = start();
    for (let pc = 0; pc < 2_000; pc += 1)
      network.say({ ...ssh, address: `10.1.${pc >> 8}.${pc & 255}`, hostName: `x${pc}` });
    expect(discovery.candidates().length).toBeLessThanOrEqual(600);
  });

  it('tell listeners of changes, and not of what stays the same', () => {
    const { network, discovery } = start();
    const changed = vi.fn<() => void>();
    network.pass(1_000);
    const stop = discovery.onChange(changed);
    network.say(ssh);
    network.pass(1_000);
    expect(changed).toHaveBeenCalledTimes(1);
    network.say(ssh);
    network.pass(1_000);
    expect(changed).toHaveBeenCalledTimes(1);
    stop();
    network.pass(11 * 60_000);
    expect(changed).toHaveBeenCalledTimes(1);
  });
});

describe('a PC that is added by hand', () => {
  it('is there by its address, with what its SSH says, and stays', async () => {
    const { network, discovery } = start({ ask: () => Promise.resolve({ banner: 'SSH-2.0-OpenSSH_for_Windows_9.5' }) });
    const added = await discovery.add(' 192.168.10.50 ');
    expect(added).toMatchObject({ name: '192.168.10.50', ssh: true, os: 'windows', sources: ['by hand'] });
    network.pass(3 * 3_600_000);
    expect(discovery.candidates()).toEqual([added]);
    discovery.dismiss(added.id);
    expect(discovery.candidates()).toEqual([]);
  });

  it('may be named as it is heard, or as a name server knows it', async () => {
    const addressesOf = (name: string): Promise<string[]> =>
      Promise.resolve(name === 'pc7.lan' ? ['192.168.10.77'] : []);
    const { network, discovery } = start({ names: { addressesOf, nameOf: () => Promise.resolve(null) } });
    network.say(ssh);
    expect((await discovery.add('studio-1.local')).address).toBe('192.168.10.27');
    expect(await discovery.add('pc7.lan')).toMatchObject({ name: 'pc7', address: '192.168.10.77', ssh: false });
  });

  it('comes back after it was dismissed', async () => {
    const { network, discovery } = start();
    network.say(ssh);
    discovery.dismiss(discovery.candidates()[0]?.id ?? '');
    await discovery.add(ssh.address);
    expect(names(discovery)).toEqual(['Studio-1']);
  });

  it.each([
    ['nobody-knows', /No PC is known by the name nobody-knows\./],
    ['203.0.113.9', /not an address of a private network/],
    ['192.168.10.12', /is this PC itself/],
  ])('%s is refused', async (place, sentence) => {
    const { discovery } = start();
    await expect(discovery.add(place)).rejects.toMatchObject({
      problem: { code: 'host_unreachable', message: expect.stringMatching(sentence) as string },
    });
  });
});

describe('a look through the network', () => {
  it('finds who has SSH, shows how far it is, and names them where it can', async () => {
    const asked: string[] = [];
    const progress = new Set<number | undefined>();
    const { discovery } = start({
      ask: (address) => {
        asked.push(address);
        progress.add(discovery.view().scanning?.done);
        return Promise.resolve(address.endsWith('.27') ? { banner: '' } : null);
      },
      names: { addressesOf: () => Promise.resolve([]), nameOf: () => Promise.resolve('Studio-1.lan') },
    });
    await discovery.scan(never);
    expect(asked).toHaveLength(253);
    expect(progress.size).toBeGreaterThan(2);
    expect(discovery.view().scanning).toBeNull();
    expect(discovery.candidates()).toMatchObject([
      { name: 'Studio-1', address: '192.168.10.27', sources: ['network scan'] },
    ]);
  });

  it('asks no more than 64 at a time, and goes on for others when one who waits leaves', async () => {
    const leaving = new AbortController();
    const answering = Promise.withResolvers<null>();
    let asked = 0;
    const { discovery } = start({
      ask: (_address, _milliseconds, signal) => {
        asked += 1;
        signal.addEventListener('abort', () => answering.resolve(null));
        return answering.promise;
      },
    });
    const first = discovery.scan(leaving.signal);
    const second = discovery.scan(never);
    await until('64 are asked', () => asked === 64);
    leaving.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    expect(asked).toBe(64);
    expect(discovery.view().scanning).toEqual({ done: 0, total: 253 });
    answering.resolve(null);
    await second;
    expect(asked).toBe(253);
    expect(discovery.view().scanning).toBeNull();
  });

  it('ends when discovery does', async () => {
    const { discovery } = start({
      ask: (_address, _milliseconds, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(null))),
    });
    const looking = discovery.scan(never);
    await discovery.close();
    await expect(looking).resolves.toBeUndefined();
  });
});

describe('the view', () => {
  it('shows every adapter with why it is used or not', () => {
    const { network, discovery } = start();
    network.adapters = [anAdapter('eth0', '192.168.10.12'), anAdapter('tun0', '10.8.0.2', false)];
    discovery.refresh();
    expect(discovery.view().adapters).toEqual([
      { name: 'eth0', address: '192.168.10.12', used: true, why: 'It is a network card.' },
      { name: 'tun0', address: '10.8.0.2', used: false, why: 'It is a VPN.' },
    ]);
  });

  it('names an agent that is heard and does not come', () => {
    const { network, discovery } = start();
    const agent = { role: 'agent', name: 'STUDIO-1', version: '0.1.0', pin: 'cd'.repeat(32) };
    const say = (): void =>
      network.say({ type: announcedType, address: '192.168.10.27', txt: new Map(Object.entries(agent)) });
    say();
    network.pass(20_000);
    expect(discovery.view().checklist[3]?.ok).toBe(true);
    network.pass(20_000);
    say();
    expect(discovery.view().checklist[3]?.sentence).toContain('STUDIO-1');
  });
});
