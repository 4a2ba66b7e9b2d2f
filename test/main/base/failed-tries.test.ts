import { expect, it } from 'vitest';
import { FailedTries } from '../../../main/base/failed-tries.ts';

function setUp(action?: string) {
  const clock = { at: 0, now: () => clock.at };
  return {
    clock,
    failed: new FailedTries(clock, { most: 20, what: 'keys that are not known', ...(action && { action }) }),
  };
}

it('an address that shows too many secrets that are none is told to wait for the rest of its minute', () => {
  const { clock, failed } = setUp();
  for (let n = 0; n < 20; n += 1) failed.count('10.0.0.5');
  clock.at = 45_000;
  expect(() => failed.count('10.0.0.5')).toThrow(
    expect.objectContaining({
      message: '10.0.0.5 has shown 20 keys that are not known.',
      problem: expect.objectContaining({ code: 'too_many_requests', retryAfter: 15 }) as unknown,
    }),
  );
  failed.count('10.0.0.6');
  clock.at = 60_000;
  failed.count('10.0.0.5');
});

it('one that has shown a good one begins anew', () => {
  const { failed } = setUp('Wait a minute.');
  for (let n = 0; n < 20; n += 1) failed.count('10.0.0.5');
  failed.forgive('10.0.0.5');
  for (let n = 0; n < 20; n += 1) failed.count('10.0.0.5');
  expect(() => failed.count('10.0.0.5')).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ action: 'Wait a minute.' }) as unknown }),
  );
});
