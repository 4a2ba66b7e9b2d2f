import { describe, expect, it } from 'vitest';
import { Mdns, type MdnsOptions } from '../../common/mdns.ts';
import type { MdnsRecord } from '../../common/mdns-instance.ts';
import { anAdapter, FakeMdns } from '../support/fake-mdns.ts';
import { quietLog } from '../support/quiet-log.ts';

const record: MdnsRecord = { name: 'coordinator-1', port: 8421, txt: { role: 'coordinator' } };

function open(network: FakeMdns, more: Partial<MdnsOptions> = {}): Mdns {
  const { open: openInstance, every, now, chooseAdapters } = network;
  const options = { types: ['_ssh._tcp'], onHeard: () => undefined, log: quietLog };
  return new Mdns({ ...options, open: openInstance, every, now, adapters: chooseAdapters, ...more }, record);
}

const addresses = (network: FakeMdns): string[] => network.live.map(({ address }) => address);

describe('mDNS', () => {
  it('runs on each adapter that leads to the office, and on no other', () => {
    const network = new FakeMdns();
    network.adapters = [
      anAdapter('eth0', '192.168.10.12'),
      anAdapter('wlan0', '192.168.11.12'),
      anAdapter('tun0', '10.8.0.2', false),
    ];
    const mdns = open(network);
    expect(addresses(network)).toEqual(['192.168.10.12', '192.168.11.12']);
    expect(network.live[0]?.announced).toEqual(record);
    expect(mdns.adapters).toHaveLength(3);
  });

  it('asks at once, twice again soon, since datagrams get lost, and then every minute', () => {
    const network = new FakeMdns();
    open(network);
    expect(network.live[0]?.asked).toBe(1);
    network.pass(4_000);
    expect(network.live[0]?.asked).toBe(3);
    network.pass(50_000);
    expect(network.live[0]?.asked).toBe(3);
    network.pass(66_000);
    expect(network.live[0]?.asked).toBe(5);
  });

  it('is opened anew every three minutes, without a goodbye', () => {
    const network = new FakeMdns();
    open(network);
    network.pass(180_000);
    expect(network.opened.map(({ closed }) => closed)).toEqual([false, null]);
    expect(network.live[0]?.announced).toEqual(record);
  });

  it('follows an adapter that changes its address, goes or comes', () => {
    const network = new FakeMdns();
    const changes: number[] = [];
    open(network, { onChange: () => changes.push(1) });
    changes.length = 0;
    network.adapters = [anAdapter('eth0', '192.168.10.99')];
    network.pass(2_000);
    expect(addresses(network)).toEqual(['192.168.10.99']);
    network.adapters = [];
    network.pass(2_000);
    expect(addresses(network)).toEqual([]);
    network.adapters = [anAdapter('eth0', '192.168.10.99'), anAdapter('eth1', '10.1.0.2')];
    network.pass(2_000);
    expect(addresses(network)).toEqual(['192.168.10.99', '10.1.0.2']);
    expect(changes).toHaveLength(3);
  });

  it('is opened anew after the PC slept', () => {
    const network = new FakeMdns();
    open(network);
    network.sleep(60_000);
    network.pass(2_000);
    expect(network.opened).toHaveLength(2);
  });

  it('announces something else in place of what it announced, and with a goodbye nothing', () => {
    const network = new FakeMdns();
    const mdns = open(network);
    mdns.announce({ ...record });
    expect(network.opened).toHaveLength(1);
    mdns.announce({ ...record, txt: { role: 'coordinator', name: 'new' } });
    mdns.announce(null);
    expect(network.opened.map(({ closed }) => closed)).toEqual([false, true, null]);
    expect(network.live[0]?.announced).toBeNull();
  });

  it('goes on when one adapter does not work, and says why', () => {
    const network = new FakeMdns();
    network.adapters = [anAdapter('eth0', '192.168.10.12'), anAdapter('eth1', '10.1.0.2')];
    const mdns = open(network, {
      open: (options) => {
        if (options.address === '10.1.0.2') throw new Error('no such device');
        return network.open(options);
      },
    });
    expect(mdns.problem).toBe('no such device');
    expect(addresses(network)).toEqual(['192.168.10.12']);
    network.adapters = [anAdapter('eth0', '192.168.10.12')];
    network.pass(2_000);
    expect(mdns.problem).toBeNull();
    network.live[0]?.onProblem(new Error('port is held'));
    expect(mdns.problem).toBe('port is held');
  });

  it('says goodbye at its end and leaves no timer and no instance', async () => {
    const network = new FakeMdns();
    const mdns = open(network);
    await mdns.close();
    await mdns.close();
    mdns.refresh();
    mdns.announce(null);
    expect(network.opened.map(({ closed }) => closed)).toEqual([true]);
    expect(network.timers).toBe(0);
  });
});
