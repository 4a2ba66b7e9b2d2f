import { expect, it } from 'vitest';
import { formatAddress } from '../../../common/address.ts';
import { parseAddress, readTypedAddress } from '../../../node-agent/link/dial-address.ts';

it.each([
  ['192.168.10.12:8421', { address: '192.168.10.12', port: 8421 }],
  ['reception.lan:80', { address: 'reception.lan', port: 80 }],
  ['[fd00::1]:8421', { address: 'fd00::1', port: 8421 }],
  ['[fe80::1%eth0]:8421', { address: 'fe80::1%eth0', port: 8421 }],
])('takes %s apart and puts it together', (text, parts) => {
  expect(parseAddress(text)).toEqual(parts);
  expect(formatAddress(parts)).toBe(text);
});

it.each(['', 'host', 'host:0', 'host:65536', 'host:port', 'a b:1', 'fd00::1:8421', 'http://host:1'])(
  'takes %j for no address',
  (text) => expect(parseAddress(text)).toBeNull(),
);

it('adds the usual port to what a person types', () => {
  expect(readTypedAddress(' reception ')).toBe('reception:8421');
  expect(readTypedAddress('192.168.10.12:9000')).toBe('192.168.10.12:9000');
  expect(readTypedAddress('fd00::1')).toBe('[fd00::1]:8421');
  expect(() => readTypedAddress('http://reception')).toThrow('http://reception is no address of a coordinator.');
});
