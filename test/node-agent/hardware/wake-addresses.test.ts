import { expect, it } from 'vitest';
import { wakeAddresses } from '../../../node-agent/hardware/wake-addresses.ts';
import { anAdapter } from '../../support/fake-mdns.ts';

it('a PC hears wake-up calls on the cards that lead to the office, each once', () => {
  const card = anAdapter('eth0', '192.168.10.21');
  const wide = { ...anAdapter('eth1', '172.20.5.9'), netmask: '255.255.240.0', mac: '02:00:00:00:00:02' };
  const strange = { ...anAdapter('eth2', '10.0.0.2'), mac: '00:00:00:00:00:00' };
  expect(wakeAddresses([card, wide, strange, { ...card }, anAdapter('tun0', '10.8.0.2', false)])).toEqual([
    { mac: '02:00:00:00:00:01', broadcast: '192.168.10.255' },
    { mac: '02:00:00:00:00:02', broadcast: '172.20.15.255' },
  ]);
});
