import { expect, it } from 'vitest';
import { FailedKeys } from '../../../main/gateway/failed-keys.ts';

it('an address that shows too many keys that are none is told to wait for the rest of its minute', () => {
  let now = 0;
  const failed = new FailedKeys({ now: () => now });
  for (let n = 0; n < 20; n += 1) failed.count('10.0.0.5');
  now = 45_000;
  expect(() => failed.count('10.0.0.5')).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ code: 'too_many_requests', retryAfter: 15 }) as unknown,
    }),
  );
  failed.count('10.0.0.6');
  now = 60_000;
  failed.count('10.0.0.5');
});
