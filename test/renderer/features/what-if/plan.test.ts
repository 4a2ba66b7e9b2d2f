import { describe, expect, it, onTestFinished } from 'vitest';
import type { PlannedBlock, PlannedMachine } from '../../../../contract/deployments.ts';
import { miniBar, miniScale } from '../../../../renderer/features/what-if/mini-geometry.ts';
import { planRows } from '../../../../renderer/features/what-if/plan-rows.ts';
import { miniBarSentence } from '../../../../renderer/features/what-if/plan-words.ts';
import { speak } from '../../../../words/words.ts';
import { gib } from '../../../support/a-gpu.ts';
import { whatIfOf } from '../../../support/planner/what-if-of.ts';

const block = (
  [weights, cache, work]: readonly [number, number, number],
  more: Partial<PlannedBlock> = {},
): PlannedBlock => ({
  key: 'r1',
  model: 'qwen2.5-7b',
  code: 'Q7',
  colour: 1,
  variant: 'Q4_K_M',
  contextLength: 8192,
  slots: 4,
  memory: { weightsBytes: weights * gib, cacheBytes: cache * gib, workBytes: work * gib },
  change: 'stays',
  reason: '',
  ...more,
});
const card = (blocks: PlannedBlock[] = []): PlannedMachine['cards'][number] => ({
  id: 'vulkan:0',
  name: 'GTX 1080 Ti',
  totalBytes: 11 * gib,
  othersBytes: 2.9 * gib,
  usableBytes: 7.8 * gib,
  blocks,
});
const machine = (name: string, blocks: PlannedBlock[] = []): PlannedMachine => ({
  id: name,
  name,
  whyNot: null,
  cards: [card(blocks)],
});

describe('a bar of the small map', () => {
  it('is to the scale on which the largest card just fits beside its total', () => {
    expect(miniScale(340, [machine('A')])).toBe(26);
    expect(miniScale(340, [])).toBeGreaterThan(0);
  });

  it('has its blocks from the left, its limit and its other programs', () => {
    const { width, blocks, limit, other, freeBytes } = miniBar(card([block([6.5, 0.75, 0.35])]), 26);
    expect([width, limit, other.width, other.text]).toEqual([286, 203, 72, '2.9']);
    expect(blocks[0]).toMatchObject({ left: 2, width: 195, weights: 168, label: 'name' });
    expect(freeBytes / gib).toBeCloseTo(0.2);
  });

  it('shows a tiny one still, after the one before, inside the bar', () => {
    const { blocks } = miniBar(card([block([2.3, 0.6, 0.5]), block([0.01, 0, 0], { key: 'r2' })]), 26);
    const [first, second] = blocks;
    expect(second!.left).toBeGreaterThan(first!.left + first!.width);
    expect(second).toMatchObject({ width: 4, label: 'none' });
    expect(first!.label).toBe('code');
  });

  it('is spoken with what would come and go', () => {
    const sentence = miniBarSentence(
      card([
        block([6, 1, 0], { change: 'arrives' }),
        block([1, 0, 0], { key: 'r2', model: 'gemma', change: 'leaves' }),
      ]),
      'GTX 1080 Ti',
      0.2 * gib,
    );
    expect(sentence).toBe(
      'GTX 1080 Ti, 11 GB: qwen2.5-7b 7.0 GB, would be placed; gemma 1.0 GB, would leave; other programs 2.9 GB, free 0.2 GB',
    );
  });
});

it('is spoken in Portuguese where that is read', async () => {
  onTestFinished(() => speak('en-GB'));
  await speak('pt-PT');
  const arriving = card([block([6, 1, 0], { change: 'arrives' })]);
  expect(miniBarSentence(arriving, 'GTX 1080 Ti', 0.2 * gib)).toBe(
    'GTX 1080 Ti, 11 GB: qwen2.5-7b 7,0 GB, seria colocado; outros programas 2,9 GB, livres 0,2 GB',
  );
});

describe('the rows of a plan', () => {
  const many = Array.from({ length: 12 }, (_, index) => machine(`PC-${index}`));

  it('keep a machine that goes as a ghost, where it stood', () => {
    const whatIf = whatIfOf([machine('A', [block([4, 1, 1])]), machine('B')], [machine('B')]);
    const { rows } = planRows(whatIf, 'after', false);
    expect(rows.map(({ name, gone }) => [name, gone])).toEqual([
      ['A', true],
      ['B', false],
    ]);
    expect(rows[0]!.cards[0]!.blocks).toEqual([]);
  });

  it('keep the place of one that comes, before it is there', () => {
    const { rows } = planRows(whatIfOf([machine('A')], [machine('A'), machine('N')]), 'now', false);
    expect(rows.map(({ name, gone }) => [name, gone])).toEqual([
      ['A', false],
      ['N', true],
    ]);
  });

  it('of a large office are those where something changes, until all are asked for', () => {
    const after = many.map((one, index) =>
      index === 3 ? machine(one.name, [block([4, 1, 1], { change: 'arrives' })]) : one,
    );
    const whatIf = whatIfOf(many, after);
    expect(planRows(whatIf, 'now', false)).toMatchObject({ rows: [{ name: 'PC-3' }], hidden: 11 });
    expect(planRows(whatIf, 'after', true).rows).toHaveLength(12);
  });
});
