import { describe, expect, it } from 'vitest';
import { changeDraft, firstDraft, wishesOf } from '../../../../../renderer/features/models/deploy/deploy-draft.ts';
import { deployableOf, type Deployable } from '../../../../../renderer/features/models/deploy/deployable.ts';
import { aModel } from '../../../../support/a-model.ts';
import { entryOf, fitOf } from '../../../../support/model-fixtures.ts';

const entry = entryOf([
  ['Q5_K_M', 5.1, 'emptied'],
  ['Q4_K_M', 4.4, 'now'],
  ['Q3_K_M', 3.5, 'now'],
]);
entry.variants[2]!.fit = fitOf('now', { shape: { contextLength: 4096, slots: 2 } });
const name = 'qwen2.5-7b-instruct';
const deployed = aModel({
  name,
  variants: [
    { name: 'Q4_K_M', sizeBytes: 4.4e9, allowed: true },
    { name: 'Q3_K_M', sizeBytes: 3.5e9, allowed: false },
  ],
});
const fresh = deployableOf(name, [], [entry])!;
const known = deployableOf(name, [deployed], [entry])!;

describe('what can be deployed', () => {
  it('has the files of the office and those of the catalogue, best first', () => {
    expect(known.files.map(({ quantization, here }) => [quantization, here])).toEqual([
      ['Q5_K_M', false],
      ['Q4_K_M', true],
      ['Q3_K_M', true],
    ]);
    expect(known).toMatchObject({ code: 'Q7', colour: 1, suggested: 'Q4_K_M', trainedContext: 32_768 });
  });

  it('is a file of one’s own, too, and nothing for a name that nobody knows', () => {
    expect(deployableOf(name, [deployed], [])).toMatchObject({ trainedContext: null, entry: null });
    expect(deployableOf('other', [deployed], [entry])).toBeNull();
  });
});

describe('the first draft', () => {
  it('of a new one takes the suggested file in the shape that fits', () => {
    expect(firstDraft(fresh, null)).toMatchObject({
      quantizations: ['Q4_K_M'],
      contextLength: 8192,
      slots: { min: 4, max: 4 },
      replicas: { min: 1, max: 1 },
      priority: 5,
      pins: [],
    });
    expect(firstDraft(fresh, 'Q3_K_M')).toMatchObject({ contextLength: 4096, slots: { min: 2, max: 2 } });
  });

  it('begins small where the file was judged for an empty card', () => {
    expect(firstDraft(fresh, 'Q5_K_M')).toMatchObject({ contextLength: 4096, slots: { min: 1, max: 1 } });
  });

  it('of one that is deployed is how it is, and nothing is sent', () => {
    expect(firstDraft(known, null)).toMatchObject({ quantizations: ['Q4_K_M'], slots: { min: 2, max: 2 } });
    expect(wishesOf(firstDraft(known, null), known)).toBeNull();
  });

  it('of one for which another quantization is tried takes its shape', () => {
    expect(wishesOf(firstDraft(known, 'Q3_K_M'), known)).toEqual({ quantizations: ['Q3_K_M'], contextLength: 4096 });
  });

  it('of one that is off is a new one', () => {
    const off: Deployable = { ...known, model: { ...deployed, wishes: null, state: 'off' } };
    expect(wishesOf(firstDraft(off, null), off)).toMatchObject({ quantizations: ['Q4_K_M'], priority: 5, pins: [] });
  });
});

describe('a change of the draft', () => {
  const first = firstDraft(fresh, null);

  it('of the quantization brings its shape, unless a person chose one', () => {
    expect(changeDraft(first, { type: 'quantization', name: 'Q3_K_M' }, fresh)).toMatchObject({ contextLength: 4096 });
    const shaped = changeDraft(first, { type: 'context', tokens: 16_384 }, fresh);
    expect(changeDraft(shaped, { type: 'quantization', name: 'Q3_K_M' }, fresh)).toMatchObject({
      quantizations: ['Q3_K_M'],
      contextLength: 16_384,
    });
  });

  it('allows several quantizations, best first, and keeps the last one', () => {
    const two = changeDraft(first, { type: 'allow', name: 'Q5_K_M', allowed: true }, fresh);
    expect(two.quantizations).toEqual(['Q5_K_M', 'Q4_K_M']);
    const one = changeDraft(two, { type: 'allow', name: 'Q4_K_M', allowed: false }, fresh);
    expect(one.quantizations).toEqual(['Q5_K_M']);
    expect(changeDraft(one, { type: 'allow', name: 'Q5_K_M', allowed: false }, fresh)).toBe(one);
  });

  it('is sent alone of one that is deployed', () => {
    const draft = changeDraft(firstDraft(known, null), { type: 'priority', priority: 8 }, known);
    expect(wishesOf(draft, known)).toEqual({ priority: 8 });
    const ranges = changeDraft(draft, { type: 'replicas', range: { min: 1, max: 3 } }, known);
    expect(wishesOf(ranges, known)).toEqual({ priority: 8, replicas: { min: 1, max: 3 } });
  });

  it('lets a model be loaded on demand, and always again', () => {
    const draft = changeDraft(firstDraft(known, null), { type: 'idle', minutes: 15 }, known);
    expect(wishesOf(draft, known)).toEqual({ idleMinutes: 15 });
    const onDemand: Deployable = { ...known, model: { ...deployed, wishes: { ...deployed.wishes!, idleMinutes: 15 } } };
    const always = changeDraft(firstDraft(onDemand, null), { type: 'idle', minutes: null }, onDemand);
    expect(wishesOf(always, onDemand)).toEqual({ idleMinutes: null });
  });

  it('takes a pin away', () => {
    const pin = { machineId: 'studio-3', gpuId: 'vulkan:0' };
    const pinned: Deployable = { ...known, model: { ...deployed, wishes: { ...deployed.wishes!, pins: [pin] } } };
    const draft = changeDraft(firstDraft(pinned, null), { type: 'unpin', pin }, pinned);
    expect(wishesOf(draft, pinned)).toEqual({ pins: [] });
  });
});
