import { describe, expect, it } from 'vitest';
import { barFacts } from '../../../../../renderer/features/machines/bars/bar-facts.ts';
import { barGeometry } from '../../../../../renderer/features/machines/bars/bar-geometry.ts';
import { card, replicaOf } from '../../../../support/map-fixtures.ts';

const gib = 1024 ** 3;
const margin = 0.3 * gib;
const scale = { px: 55 };
const qwen = replicaOf([4.1, 1.8, 0.4]);

describe('a bar', () => {
  it('stands as the look draws the GTX 1080 Ti', () => {
    const bar = barGeometry(card(11, 2.9), [qwen], margin, scale);
    expect(bar.width).toBe(605);
    expect(bar.limit).toBe(429);
    expect(bar.other).toEqual({ width: 156, text: 'Other programs 2.9' });
    expect(bar.free).toMatchObject({ left: 347, text: '1.5 free' });
    expect(bar.blocks[0]).toMatchObject({ left: 3, width: 343, weights: 223, cache: 99, label: 'name', dots: true });
  });

  it('says less of free memory and of other programs as they get narrow', () => {
    expect(barGeometry(card(8, 0.6), [qwen], margin, scale).free.text).toBe('0.8');
    expect(barGeometry(card(8, 0.6), [qwen], margin, scale).other.text).toBe('');
    expect(barGeometry(card(6, 0.9), [], margin, scale).other.text).toBe('0.9');
    expect(barGeometry(card(7, 0.3), [qwen], margin, scale).free.text).toBe('');
  });

  it('puts replicas one after the other, in the order in which they were loaded', () => {
    const small = replicaOf([0.3, 0, 0.1], { replicaId: 'r2', code: 'NE', slots: 1 });
    const { blocks } = barGeometry(card(11, 0), [small, qwen], margin, scale);
    expect(blocks.map(({ replica }) => replica.replicaId)).toEqual(['r1', 'r2']);
    expect(blocks[1]?.left).toBe(Math.round(6.3 * 55) + 3);
  });

  it('draws a replica under 30 px as one block with its code, and under 18 px without text', () => {
    const at = (gb: number) => barGeometry(card(11, 0), [replicaOf([gb, 0, 0])], margin, scale).blocks[0];
    expect(at(0.6)).toMatchObject({ width: 29, whole: true, label: 'code' });
    expect(at(0.35)).toMatchObject({ width: 15, whole: true, label: 'none' });
    expect(at(1)).toMatchObject({ whole: false, label: 'code' });
    expect(at(1.4)).toMatchObject({ label: 'name' });
  });

  it('leaves the dots out when they do not fit', () => {
    const many = replicaOf([4.1, 0.9, 0.4], { slots: 8 });
    expect(barGeometry(card(11, 0), [many], margin, scale).blocks[0]?.dots).toBe(false);
  });

  it('keeps every block inside the bar and wide enough to hit, also when memory is scarcer than planned', () => {
    const tiny = replicaOf([0.002, 0.001, 0.001], { replicaId: 'r2' });
    const { blocks, width } = barGeometry(card(6, 2), [qwen, tiny], margin, scale);
    for (const block of blocks) {
      expect(block.width).toBeGreaterThanOrEqual(6);
      expect(block.left + block.width).toBeLessThanOrEqual(width - 3);
      expect(block.weights + block.cache).toBeLessThanOrEqual(block.width - 2);
    }
  });

  it('lets nothing cover a block that is wider than its memory', () => {
    const tiny = replicaOf([0.003, 0.012, 0.006]);
    const { blocks, free } = barGeometry(card(0.8, 0), [tiny, { ...tiny, replicaId: 'r2' }], margin, { px: 100 });
    const [first, second] = blocks;
    expect(first && second && second.left >= first.left + first.width).toBe(true);
    expect(second && free.left >= second.left + second.width).toBe(true);
  });

  it('uses whole pixels only', () => {
    const { blocks, free, limit, other } = barGeometry(card(5.93, 0.77), [replicaOf([1.234, 0.567, 0.089])], margin, {
      px: 103,
    });
    const numbers = blocks.flatMap(({ left, width, weights, cache }) => [left, width, weights, cache]);
    for (const number of [...numbers, free.left, free.width, limit, other.width])
      expect(Number.isInteger(number)).toBe(true);
  });

  it('draws the ghost of what a lost machine had, and counts nothing for it', () => {
    const ghost = replicaOf([4, 1, 1], { state: 'gone' });
    expect(barGeometry(card(8, 0), [ghost], 0, scale).blocks).toHaveLength(1);
    expect(barFacts(card(8, 0), [ghost], 0)).toMatchObject({ models: 0, free: 8 * gib });
  });
});
