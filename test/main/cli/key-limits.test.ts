import { expect, it } from 'vitest';
import { noLimits } from '../../../contract/keys.ts';
import { limitsFrom, limitWords } from '../../../main/cli/key-limits.ts';

const now = new Date('2026-11-29T12:00:00').getTime();

it('are read as they are typed; what is not typed is left out', () => {
  expect(limitsFrom({}, now)).toEqual({});
  expect(limitsFrom({ requests: '60', tokens: '1_000_000', models: 'llama, qwen', expires: '12h' }, now)).toEqual({
    requestsPerMinute: 60,
    tokensPerDay: 1_000_000,
    models: ['llama', 'qwen'],
    expiresAt: now + 12 * 3_600_000,
  });
  expect(limitsFrom({ requests: 'none', tokens: 'none', models: 'all', expires: 'never' }, now)).toEqual(noLimits);
});

it('a key serves to the end of the day that is named', () => {
  expect(limitsFrom({ expires: '2027-01-31' }, now).expiresAt).toBe(new Date('2027-02-01T00:00:00').getTime());
});

it.each([
  [{ requests: '0' }, 'no number of requests'],
  [{ tokens: '1.5' }, 'no number of tokens'],
  [{ expires: '2027-13-31' }, 'is no day'],
  [{ expires: 'soon' }, 'no span of time'],
])('%j is refused', (typed, words) => {
  expect(() => limitsFrom(typed, now)).toThrow(words);
});

it('are told in words', () => {
  expect(limitWords(noLimits)).toBe('no limit');
  expect(limitWords({ ...noLimits, requestsPerMinute: 60, tokensPerDay: 50_000, models: ['llama'] })).toBe(
    '60 requests a minute, 50,000 tokens a day, only llama',
  );
});
