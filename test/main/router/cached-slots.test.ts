import { expect, it } from 'vitest';
import { CachedSlots } from '../../../main/router/cached-slots.ts';
import { inCommon, pieceLength, PrefixHashes } from '../../../main/router/prefix-hashes.ts';

const hashes = (...texts: string[]): number[] => texts.reduce((all, text) => all.add(text), new PrefixHashes()).hashes;
const long = (letter: string, pieces: number): string => letter.repeat(pieces * pieceLength);

it('knows how far two texts are the same, however they were put together', () => {
  const whole = hashes(long('a', 4), long('b', 3));
  expect(whole).toHaveLength(7);
  expect(hashes('a'.repeat(100), 'a'.repeat(4 * pieceLength - 100), long('b', 3))).toEqual(whole);
  expect(inCommon(whole, hashes(long('a', 4), long('c', 3)))).toBe(4);
  expect(inCommon(whole, hashes(long('a', 2)))).toBe(2);
  expect(inCommon(whole, hashes(long('c', 7)))).toBe(0);
  expect(inCommon(whole, [])).toBe(0);
  // The same piece behind another beginning is another.
  expect(inCommon(whole, hashes(long('c', 4), long('b', 3)))).toBe(0);
});

it('keeps no more than so much of a text, however long it is', () => {
  const prefix = new PrefixHashes();
  for (let times = 0; times < 40; times += 1) prefix.add('x'.repeat(10_000));
  expect(prefix.hashes).toHaveLength(1024);
  expect(prefix.length).toBe(400_000);
});

it('finds a beginning in the slot that holds it, until another takes that slot', () => {
  const slots = new CachedSlots();
  const [a, b] = [hashes(long('a', 5)), hashes(long('b', 5))];
  slots.release(slots.take(a, 2, 0), 1);
  slots.release(slots.take(b, 2, 2), 3);
  expect([slots.matched(a, false, 4), slots.matched(b, false, 4)]).toEqual([5, 5]);
  // A third conversation takes the slot that nobody used for longest.
  const third = slots.take(hashes(long('c', 5)), 2, 5);
  expect([slots.matched(a, false, 6), slots.matched(b, false, 6)]).toEqual([0, 5]);
  slots.release(third, 7);
  // The second one comes back, with more.
  slots.take(hashes(long('b', 5), long('d', 5)), 2, 8);
  expect(slots.matched(hashes(long('c', 9)), false, 9)).toBe(5);
});

it('counts what a busy slot holds only for one who waits for it', () => {
  const slots = new CachedSlots();
  const a = hashes(long('a', 5));
  slots.take(a, 1, 0);
  expect([slots.matched(a, false, 1), slots.matched(a, true, 1)]).toEqual([0, 5]);
});

it('grows with the answer that is written there', () => {
  const slots = new CachedSlots();
  const prefix = new PrefixHashes().add(long('a', 2));
  const slot = slots.take(prefix.hashes, 1, 0);
  prefix.add(long('b', 3));
  slots.release(slot, 1);
  expect(slots.matched(hashes(long('a', 2), long('b', 3), long('c', 2)), false, 2)).toBe(5);
});

it('forgets after an hour, and when the model was loaded anew', () => {
  const slots = new CachedSlots();
  const a = hashes(long('a', 5));
  slots.release(slots.take(a, 1, 0), 0);
  expect(slots.matched(a, false, 3_600_001)).toBe(0);
  slots.release(slots.take(a, 1, 4_000_000), 4_000_000);
  expect(slots.matched(a, false, 4_000_001)).toBe(5);
  slots.clear();
  expect(slots.matched(a, false, 4_000_001)).toBe(0);
});
