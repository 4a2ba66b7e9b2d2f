import { expect, it } from 'vitest';
import { OthersClaim } from '../../../main/inventory/others-claim.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { machineFacts } from '../../support/office-fixtures.ts';

/** A card of which others hold so much, in GB, over time in seconds. */
function card() {
  const claim = new OthersClaim();
  const look = (seconds: number, others: number, state: 'online' | 'lost' = 'online') => {
    const machine = machineFacts({ state, gpus: [aGpu({ othersBytes: others * gib })] });
    const [seen] = claim.look([machine], seconds * 1_000);
    return (seen?.gpus[0]?.othersBytes ?? 0) / gib;
  };
  return { claim, look };
}

it('growth counts at once, shrinking a minute after it', () => {
  const { claim, look } = card();
  expect([look(0, 1), look(1, 3), look(100, 3)]).toEqual([1, 3, 3]);
  expect(claim.nextChange()).toBeNull();
  expect([look(110, 1), look(130, 1), look(169, 1)]).toEqual([3, 3, 3]);
  expect(claim.nextChange()).toBe(170_000);
  expect(look(170, 1)).toBe(1);
  expect(claim.nextChange()).toBeNull();
});

it('a program that opens and closes keeps its claim, until it has been closed for a minute', () => {
  const { look } = card();
  const claims = [0, 1, 2, 3, 4, 5].map((turn) => [look(turn * 40, 3), look(turn * 40 + 20, 1)]);
  expect(claims.flat()).toEqual(Array.from({ length: 12 }, () => 3));
  expect([look(279, 1), look(280, 1)]).toEqual([3, 1]);
});

it('goes down in steps, each a minute after its own', () => {
  const { look } = card();
  expect([look(0, 4), look(10, 3), look(30, 2)]).toEqual([4, 4, 4]);
  expect([look(69, 2), look(70, 2), look(89, 2), look(90, 2)]).toEqual([4, 3, 3, 2]);
});

it('remembers nothing of a machine that was away', () => {
  const { look } = card();
  look(0, 3);
  look(1, 3, 'lost');
  expect(look(2, 1)).toBe(1);
});
