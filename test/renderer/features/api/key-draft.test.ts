import { expect, it } from 'vitest';
import { noLimits, type KeyView } from '../../../../contract/keys.ts';
import { firstDraft, limitsOf } from '../../../../renderer/features/api/key-draft.ts';
import { limitWords, modelsWords } from '../../../../renderer/features/api/key-words.ts';

const day = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 29, 12);
const key: KeyView = {
  id: 'key-1',
  name: 'n8n',
  owner: null,
  begins: 'aiv-7Kq2',
  limits: { requestsPerMinute: 20, tokensPerDay: null, models: ['llama'], expiresAt: now + 2 * day },
  createdAt: 0,
  lastUsedAt: null,
  tokensToday: 0,
};

it('of a key that is there says what it may do, and is sent back as it was', () => {
  expect(limitsOf(firstDraft(key, now), key, now)).toEqual({ name: 'n8n', owner: null, limits: key.limits });
  const owned = { ...key, owner: 'Jana Roth' };
  expect(limitsOf(firstDraft(owned, now), owned, now)?.owner).toBe('Jana Roth');
  expect(limitsOf({ ...firstDraft(owned, now), owner: ' ' }, owned, now)?.owner).toBeNull();
});

it('keeps the end of a key to the millisecond while nobody changes it, of one that has expired too', () => {
  const at = (time: number) => limitsOf({ ...firstDraft(key, time), requestsPerMinute: '5' }, key, time)?.limits;
  for (const time of [now + 12_345, now + 30 * day]) {
    expect(at(time)).toEqual({ ...key.limits, requestsPerMinute: 5 });
  }
  const later = limitsOf({ ...firstDraft(key, now), days: '9' }, key, now);
  expect(later?.limits.expiresAt).toBe(now + 9 * day);
  expect(limitsOf({ ...firstDraft(key, now), days: '' }, key, now)?.limits.expiresAt).toBeNull();
});

it('takes an empty field for no limit', () => {
  const draft = { ...firstDraft(null, now), name: ' n8n ', requestsPerMinute: '' };
  expect(limitsOf(draft, null, now)).toEqual({ name: 'n8n', owner: null, limits: noLimits });
});

it.each([{ name: ' ' }, { requestsPerMinute: '0' }, { tokensPerDay: 'many' }, { days: '1.5' }, { models: [] }])(
  'is not sent with %j',
  (wrong) => {
    expect(limitsOf({ ...firstDraft(key, now), ...wrong }, key, now)).toBeNull();
  },
);

it('tells limits in a few words', () => {
  expect([modelsWords(noLimits), limitWords(noLimits, now)]).toEqual(['all', 'none']);
  expect(limitWords(key.limits, now)).toBe('20 a minute, until 1 Dec 2026');
  expect(limitWords(key.limits, now + 3 * day)).toBe('20 a minute, expired');
});
