import { expect, it } from 'vitest';
import type { MachineFacts } from '../../../main/inventory/machine-facts.ts';
import type { UseRules } from '../../../main/ledger/machine-use.ts';
import { whyNotServing } from '../../../main/placement/why-not-serving.ts';
import { machineFacts } from '../../support/office-fixtures.ts';

const notice = { reason: 'Its agent has version 0.9.0.', effect: '', action: '' };
const evenings = { days: [1], from: '18:00', until: '22:00' };
const mondayNoon = new Date('2026-11-16T12:00:00');

it.each<[Partial<MachineFacts>, Partial<UseRules>, string | null]>([
  [{}, {}, null],
  [{ state: 'joining' }, {}, 'STUDIO-1 is not connected'],
  [{ state: 'lost' }, { paused: true }, 'STUDIO-1 is not connected'],
  [{ state: 'returning' }, {}, 'STUDIO-1 has just come back'],
  [{ state: 'stopped', notice }, {}, 'STUDIO-1 cannot be used: Its agent has version 0.9.0'],
  [{ state: 'stopped' }, {}, 'STUDIO-1 cannot be used'],
  [{ removing: true }, { paused: true }, 'STUDIO-1 is being removed'],
  [{}, { paused: true, hours: evenings }, 'STUDIO-1 is paused'],
  [{ userPause: { since: 0, until: null } }, { paused: true }, 'STUDIO-1 is paused by its user'],
  [
    { userPause: { since: 0, until: new Date('2026-11-16T14:30:00').getTime() } },
    {},
    'STUDIO-1 is paused by its user until 14:30',
  ],
  [{}, { hours: evenings }, 'STUDIO-1 is outside its hours (Mon, 18:00 to 22:00)'],
  [{}, { hours: { ...evenings, from: '08:00' } }, null],
])('a machine that is %j, used as %j: %s', (changes, use, whyNot) => {
  const rules = { paused: false, hours: null, limits: {}, ...use };
  expect(whyNotServing(machineFacts({ name: 'STUDIO-1', ...changes }), rules, mondayNoon)).toBe(whyNot);
});
