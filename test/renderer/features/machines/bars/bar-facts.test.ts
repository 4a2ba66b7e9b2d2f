import { describe, expect, it } from 'vitest';
import { barFacts, loadedShare } from '../../../../../renderer/features/machines/bars/bar-facts.ts';
import { card, replicaOf } from '../../../../support/map-fixtures.ts';

const gib = 1024 ** 3;

describe('the memory of a card', () => {
  it('has no room left when other programs took it', () => {
    const facts = barFacts(card(6, 5.9), [], 0.3 * gib);
    expect(facts.free).toBe(0);
    expect(facts.margin).toBeCloseTo(0.1 * gib, -3);
  });

  it('counts half of a replica on each of its two cards', () => {
    const shared = replicaOf([4, 1, 1], { gpuIds: ['vulkan:0', 'vulkan:1'] });
    expect(barFacts(card(6, 0), [shared], 0).models).toBe(3 * gib);
  });

  it('counts nothing for a failed replica, which holds no memory', () => {
    expect(barFacts(card(6, 0), [replicaOf([4, 1, 1], { state: 'failed' })], 0).models).toBe(0);
  });
});

describe('the weights of a replica that is loading', () => {
  const ready = replicaOf([4.1, 1.8, 0.4]);
  const loading = replicaOf([4, 1, 1], { replicaId: 'r2', state: 'loading' });

  it('fill by what our runners hold beyond the loaded replicas', () => {
    const gpu = card(16, 0, { oursBytes: (6.3 + 2) * gib });
    expect(loadedShare(gpu, [ready, loading], loading)).toBeCloseTo(0.5);
  });

  it('are empty while the file is copied, and full when it warms up', () => {
    const gpu = card(16, 0, { oursBytes: 9 * gib });
    expect(loadedShare(gpu, [loading], { ...loading, state: 'copying' })).toBe(0);
    expect(loadedShare(gpu, [loading], { ...loading, state: 'warming' })).toBe(1);
  });
});
