import { expect, it } from 'vitest';
import { Narrator } from '../../../node-agent/commands/narrator.ts';

const linden = { officeName: 'Linden & Roth', address: '192.168.10.12:8421', code: '48-KITE' };

it('tells each code once, what an office answered, and when the connection comes and goes', () => {
  const said: string[] = [];
  const narrator = new Narrator((sentence) => said.push(sentence));
  narrator.asks([linden]);
  narrator.asks([linden, { ...linden, address: '192.168.10.13:8421', code: null }]);
  narrator.connected(false);
  narrator.connected(true);
  narrator.connected(true);
  narrator.connected(false);
  expect(said).toEqual([
    'Code 48-KITE for “Linden & Roth” (192.168.10.12:8421)',
    '“Linden & Roth” (192.168.10.13:8421) said no; it is asked again in some minutes.',
    'Connected to the office.',
    'The connection to the office is lost; the agent dials again.',
  ]);
});
