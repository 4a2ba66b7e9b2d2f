import { describe, expect, it, vi } from 'vitest';
import { announcedType } from '../../../common/mdns-announcement.ts';
import { OfficeSearch } from '../../../node-agent/discovery/office-search.ts';
import { FakeMdns } from '../../support/fake-mdns.ts';
import { quietLog } from '../../support/quiet-log.ts';

const pin = 'ab'.repeat(32);
const office = { role: 'coordinator', name: 'Linden & Roth', version: '0.1.0', pin, agents: '8421' };

function start(): {
  network: FakeMdns;
  search: OfficeSearch;
  say: (address: string, more?: object, gone?: boolean) => void;
} {
  const network = new FakeMdns();
  const search = new OfficeSearch({
    machineId: 'machine-1',
    hostName: 'STUDIO-1',
    version: '0.1.0',
    pin: 'cd'.repeat(32),
    log: quietLog,
    adapters: network.chooseAdapters,
    openInstance: network.open,
    every: network.every,
    now: network.now,
  });
  const say = (address: string, more: object = {}, gone = false): void => {
    const txt = new Map(Object.entries<string>({ ...office, ...more }));
    network.say({ type: announcedType, address, txt, gone });
  };
  return { network, search, say };
}

describe('an agent that looks for its office', () => {
  it('hears coordinators, each with where it can be dialled, the last one first', () => {
    const { search, say } = start();
    say('192.168.10.12');
    say('192.168.11.12', { agents: '9421' });
    expect(search.coordinators()).toEqual([
      { address: '192.168.11.12:9421', pin, name: 'Linden & Roth' },
      { address: '192.168.10.12:8421', pin, name: 'Linden & Roth' },
    ]);
  });

  it('hears one at its new address, and forgets the old one in time', () => {
    const { network, search, say } = start();
    say('192.168.10.12');
    network.pass(200_000);
    say('192.168.10.99');
    network.pass(200_000);
    expect(search.coordinators().map(({ address }) => address)).toEqual(['192.168.10.99:8421']);
  });

  it.each([
    ['another agent', { role: 'agent' }, '192.168.10.12'],
    ['a coordinator without a port', { agents: '' }, '192.168.10.12'],
    ['a wrong pin', { pin: 'x' }, '192.168.10.12'],
    ['somebody on the internet', {}, '203.0.113.9'],
  ])('does not take %s for one', (_what, more, address) => {
    const { search, say } = start();
    say(address, more);
    expect(search.coordinators()).toEqual([]);
  });

  it('is told of what is new, of a new name and of a goodbye, and of nothing else', () => {
    const { search, say } = start();
    const changed = vi.fn<() => void>();
    const stop = search.onChange(changed);
    say('192.168.10.12');
    say('192.168.10.12');
    expect(changed).toHaveBeenCalledTimes(1);
    say('192.168.10.12', { name: 'Linden' });
    say('192.168.10.12', {}, true);
    say('192.168.10.12', {}, true);
    expect(changed).toHaveBeenCalledTimes(3);
    expect(search.coordinators()).toEqual([]);
    stop();
    say('192.168.10.12');
    expect(changed).toHaveBeenCalledTimes(3);
  });

  it('holds no more than a network has, however many names a stranger sends', () => {
    const { search, say } = start();
    for (let one = 0; one < 500; one += 1) say(`10.0.${one >> 8}.${one & 255}`);
    expect(search.coordinators()).toHaveLength(64);
  });

  it('says so only while it has none', async () => {
    const { network, search } = start();
    expect(network.live[0]?.announced).toBeNull();
    search.announce(true);
    expect(network.live[0]?.announced).toEqual({
      name: 'agent-machine-1',
      port: null,
      txt: { role: 'agent', name: 'STUDIO-1', version: '0.1.0', pin: 'cd'.repeat(32) },
    });
    search.announce(false);
    expect(network.live[0]?.announced).toBeNull();
    await search.close();
    expect(network.live).toEqual([]);
    expect(network.timers).toBe(0);
  });
});
