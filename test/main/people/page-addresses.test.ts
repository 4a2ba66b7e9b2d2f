import { expect, it } from 'vitest';
import { pageAddresses } from '../../../main/people/page-addresses.ts';

const server = {
  name: 'RECEPTION',
  announced: true,
  addresses: ['192.168.10.12', '192.168.10.58'],
  scheme: 'http',
  port: 8420,
} as const;

it('the name comes first, as it serves whatever address this PC gets', () => {
  expect(pageAddresses(server)).toEqual([
    'http://reception.local:8420',
    'http://192.168.10.12:8420',
    'http://192.168.10.58:8420',
  ]);
});

it('a name that is not announced, or that no browser takes, is left out', () => {
  expect(pageAddresses({ ...server, announced: false })[0]).toBe('http://192.168.10.12:8420');
  expect(pageAddresses({ ...server, name: 'Jana’s PC' })[0]).toBe('http://192.168.10.12:8420');
});

it('without a network there is this PC alone', () => {
  expect(pageAddresses({ ...server, announced: false, addresses: [] })).toEqual(['http://127.0.0.1:8420']);
});

it('where other PCs must come encrypted, each leads there', () => {
  const addresses = pageAddresses({ ...server, scheme: 'https', port: 8422 });
  expect(addresses).toEqual([
    'https://reception.local:8422',
    'https://192.168.10.12:8422',
    'https://192.168.10.58:8422',
  ]);
});
