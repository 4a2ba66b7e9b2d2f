import { expect, it } from 'vitest';
import { noLimits, type KeyLimits as Limits } from '../../../contract/keys.ts';
import { KeyLimits } from '../../../main/gateway/key-limits.ts';

const key = (limits: Partial<Limits>) => ({ id: 'key-1', name: 'n8n', limits: { ...noLimits, ...limits } });
const refusal = (code: string, more: object = {}) => ({
  problem: expect.objectContaining({ code, ...more }) as unknown,
});

function limitsAt(start: number, tokensToday = 0) {
  const clock = { at: start, now: () => clock.at };
  return { clock, limits: new KeyLimits({ tokensToday: () => tokensToday, clock }) };
}

const caught = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

it('a key without limits may ask as it likes', () => {
  const { limits } = limitsAt(0, 1e9);
  for (let n = 0; n < 1_000; n += 1) expect(caught(() => limits.admit(key({})))).toBeNull();
  expect(caught(() => limits.admitModel(key({}), 'any'))).toBeNull();
});

it('so many requests a minute, then one for each part of a minute that passes', () => {
  const { clock, limits } = limitsAt(0);
  const limited = key({ requestsPerMinute: 3 });
  for (let n = 0; n < 3; n += 1) limits.admit(limited);
  expect(caught(() => limits.admit(limited))).toMatchObject(refusal('too_many_requests', { retryAfter: 20 }));
  limits.admit({ ...limited, id: 'key-2' });
  clock.at += 20_000;
  limits.admit(limited);
  expect(caught(() => limits.admit(limited))).toMatchObject(refusal('too_many_requests'));
});

it('a key serves until it expires', () => {
  const { clock, limits } = limitsAt(1_000);
  const limited = key({ expiresAt: 2_000 });
  limits.admit(limited);
  clock.at = 2_000;
  expect(caught(() => limits.admit(limited))).toMatchObject(refusal('key_expired'));
});

it('only the models that it names', () => {
  const { limits } = limitsAt(0);
  const limited = key({ models: ['llama'] });
  expect([limits.allows(limited, 'llama'), limits.allows(limited, 'qwen')]).toEqual([true, false]);
  expect(caught(() => limits.admitModel(limited, 'qwen'))).toMatchObject(
    refusal('model_not_allowed', { param: 'model' }),
  );
});

it('so many tokens a day, then none until midnight', () => {
  const limited = key({ tokensPerDay: 1_000 });
  limitsAt(0, 999).limits.admitModel(limited, 'llama');
  const { limits } = limitsAt(23 * 3_600_000, 1_000);
  expect(caught(() => limits.admitModel(limited, 'llama'))).toMatchObject(
    refusal('tokens_used_up', { retryAfter: 3_600 }),
  );
});
