import { expect, it } from 'vitest';
import { coordinatorsPc, type DrawnFault, drawFaults } from './draw-faults.ts';
import { allFaultKinds, faultKinds } from './kinds.ts';

const pcs = ['pc1', 'pc2', 'pc3', 'pc4'];
const wishes = { seed: 7, kinds: allFaultKinds, pcs, shuffled: true };
function first(count: number, changes: Partial<typeof wishes> = {}): DrawnFault[] {
  const drawn = drawFaults({ ...wishes, ...changes });
  return Array.from({ length: count }, () => drawn.next().value);
}

it('draws the same faults from the same seed, and others from another', () => {
  expect(first(50)).toEqual(first(50));
  expect(first(50, { seed: 8 })).not.toEqual(first(50));
});

it('draws each kind once before any comes again', () => {
  const all = first(2 * allFaultKinds.length).map(({ kind }) => kind);
  expect(all.slice(0, allFaultKinds.length).toSorted()).toEqual(allFaultKinds.toSorted());
  expect(all.slice(allFaultKinds.length).toSorted()).toEqual(allFaultKinds.toSorted());
});

it('keeps the order of kinds that are not to be shuffled', () => {
  expect(first(allFaultKinds.length, { shuffled: false }).map(({ kind }) => kind)).toEqual(allFaultKinds);
});

it('hits only what its kind may hit, for as long as its kind lasts', () => {
  const everywhere = [coordinatorsPc, ...pcs];
  const expected = { pc: pcs, any: everywhere, coordinator: [coordinatorsPc] };
  for (const { kind, order, lastsMs } of first(200)) {
    const {
      victims,
      lastsMs: [least, most],
    } = faultKinds[kind];
    expect(order.toSorted()).toEqual(expected[victims].toSorted());
    expect(lastsMs).toBeGreaterThanOrEqual(least);
    expect(lastsMs).toBeLessThanOrEqual(most);
  }
});
