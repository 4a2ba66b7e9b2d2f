import { afterEach, expect, it } from 'vitest';
import { noLimits } from '../../../../contract/keys.ts';
import type { PersonView } from '../../../../contract/people.ts';
import { accessWords, inWords, roleWords } from '../../../../renderer/features/people/person-words.ts';
import { speak } from '../../../../words/words.ts';

const now = new Date(2026, 10, 29, 10, 44).getTime();
const hour = 3_600_000;

afterEach(() => speak('en-GB'));

const person = (given: Partial<PersonView> = {}): PersonView => ({
  id: 'person-aylin',
  name: 'Aylin Demir',
  role: 'member',
  atThisPc: false,
  limits: noLimits,
  createdAt: now,
  lastSeenAt: null,
  revokedAt: null,
  invitedUntil: null,
  browsers: 0,
  tokensToday: 0,
  ...given,
});

it('says how somebody comes in, or why not', () => {
  expect(accessWords(person({ invitedUntil: now + 24 * hour }), now)).toBe('Invited, until tomorrow 10:44');
  expect(accessWords(person({ browsers: 2 }), now)).toBe('2 browsers');
  expect(accessWords(person({ browsers: 1, invitedUntil: now + hour }), now)).toBe(
    '1 browser, invited, until today 11:44',
  );
  expect(accessWords(person(), now)).toBe('The invite is over');
  expect(accessWords(person({ atThisPc: true }), now)).toBe('The window');
  expect(accessWords(person({ revokedAt: now - 2 * hour, browsers: 1 }), now)).toBe('Revoked 2 h ago');
});

it('says what somebody is', () => {
  expect(roleWords(person())).toBe('Member');
  expect(roleWords(person({ role: 'admin' }))).toBe('Admin');
  expect(roleWords(person({ role: 'admin', atThisPc: true }))).toBe('Admin, at the office’s PC');
});

it('speaks Portuguese, but of people by their names', async () => {
  await speak('pt-PT');
  const here = person({ atThisPc: true, name: 'This PC', role: 'admin' });
  expect([inWords(here).name, inWords(person()).name]).toEqual(['Este PC', 'Aylin Demir']);
  expect(roleWords(here)).toBe('Administrador, no PC do escritório');
  expect(accessWords(person({ browsers: 2, invitedUntil: now + hour }), now)).toBe(
    '2 navegadores, com convite até hoje às 11:44',
  );
});
