import { expect, it } from 'vitest';
import { compatible } from '../../common/compatible.ts';

const ours = { version: '0.3.1', protocol: 4, oldestProtocol: 3 };

it.each([
  ['0.3.1', 4, 'works'],
  ['0.3.9', 4, 'works'],
  ['0.2.0', 3, 'works'],
  ['0.4.0', 4, 'works'],
  ['0.4.0-rc.1', 4, 'works'],
  ['0.5.0', 4, 'agent too new'],
  ['0.1.9', 4, 'agent too old'],
  ['1.3.0', 4, 'agent too new'],
  ['0.3.1', 5, 'agent too new'],
  ['0.3.1', 2, 'agent too old'],
  ['', 4, 'agent too old'],
  ['newest', 4, 'agent too old'],
] as const)('finds that agent %s with API %d %s', (version, protocol, found) => {
  expect(compatible(ours, { version, protocol })).toBe(found);
});
