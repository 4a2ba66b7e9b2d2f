import { expect, it } from 'vitest';
import { usualMarginBytes } from '../../../../contract/margin.ts';
import { marginFacts, readMargin, typedMargin } from '../../../../renderer/features/settings/margin-facts.ts';
import { gib } from '../../../support/a-gpu.ts';
import { fakeOffices } from '../../../support/fake-control/fake-offices.ts';

it('the margin is summed over the graphics cards that can be used, and none loses more than it has', () => {
  const linden = fakeOffices.linden();
  const cards = linden.machines
    .flatMap(({ gpus }) => gpus)
    .filter(({ usable, backend }) => usable && backend !== 'cpu');
  const { cards: count, totalBytes, keptBytes } = marginFacts(linden, gib);
  expect(count).toBe(cards.length);
  expect(keptBytes).toBe(cards.length * gib);
  expect(totalBytes).toBe(cards.reduce((sum, gpu) => sum + gpu.totalBytes, 0));
  expect(marginFacts(linden, 1_000 * gib).keptBytes).toBe(totalBytes);
  expect(marginFacts({ ...linden, machines: [] }, gib)).toEqual({ cards: 0, totalBytes: 0, keptBytes: 0, tooFull: 0 });
});

it('cards on which models hold more than is left are counted', () => {
  const linden = fakeOffices.linden();
  expect(marginFacts(linden, 0).tooFull).toBe(0);
  const { tooFull } = marginFacts(linden, 4 * gib);
  expect(tooFull).toBeGreaterThan(0);
  const staying = { ...linden, courtesy: { ...linden.courtesy, makeRoom: false } };
  expect(marginFacts(staying, 4 * gib).tooFull).toBeLessThan(tooFull);
});

it('what is typed is read in GB, and what reads as the usual margin is the usual one', () => {
  expect(readMargin('1.5')).toBe(1.5 * gib);
  expect(readMargin('0,5')).toBe(0.5 * gib);
  expect(readMargin('0')).toBe(0);
  expect(readMargin('0.3')).toBe(usualMarginBytes);
  for (const wrong of ['', ' ', 'much', '-1', '4.1']) expect(readMargin(wrong), wrong).toBeNull();
  expect(typedMargin(usualMarginBytes)).toBe('0.3');
  expect(typedMargin(1.25 * gib)).toBe('1.25');
});
