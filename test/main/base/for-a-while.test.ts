import { expect, it } from 'vitest';
import { forAWhile } from '../../../main/base/for-a-while.ts';

it('an answer is asked for again only when it is old', () => {
  let [at, asked] = [0, 0];
  const value = forAWhile(
    () => (asked += 1),
    100,
    () => at,
  );
  expect([value(), value()]).toEqual([1, 1]);
  at = 99;
  expect(value()).toBe(1);
  at = 100;
  expect(value()).toBe(2);
});
