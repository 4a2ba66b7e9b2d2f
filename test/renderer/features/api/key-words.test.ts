import { afterEach, expect, it } from 'vitest';
import type { KeyLimits } from '../../../../contract/keys.ts';
import { inviteLimitWords, limitWords, modelsWords } from '../../../../renderer/features/api/key-words.ts';
import { speak } from '../../../../words/words.ts';

const now = new Date(2026, 10, 29).getTime();
const limits: KeyLimits = {
  requestsPerMinute: 1,
  tokensPerDay: 50_000,
  models: null,
  expiresAt: new Date(2027, 0, 31).getTime(),
};
const none: KeyLimits = { requestsPerMinute: null, tokensPerDay: null, models: null, expiresAt: null };

afterEach(() => speak('en-GB'));

it('says what a key may do, and what an invited person may', () => {
  expect(limitWords(limits, now)).toBe('1 a minute, 50,000 tokens a day, until 31 Jan 2027');
  expect(inviteLimitWords(limits, now)).toBe('1 request a minute, 50,000 tokens a day, until 31 Jan 2027');
  expect(inviteLimitWords(none, now)).toBe('no limit');
});

it('says it in Portuguese, with its figures', async () => {
  await speak('pt-PT');
  expect(limitWords(limits, now)).toBe('1 por minuto, 50\u00a0000 tokens por dia, até 31/01/2027');
  expect(inviteLimitWords({ ...none, requestsPerMinute: 60 }, now)).toBe('60 pedidos por minuto');
  expect([modelsWords(none), limitWords(none, now)]).toEqual(['todos', 'nenhum']);
});
