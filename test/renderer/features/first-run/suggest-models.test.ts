import { describe, expect, it } from 'vitest';
import type { CatalogueModel, Fit } from '../../../../contract/library.ts';
import { suggestModels, wishesFor } from '../../../../renderer/features/first-run/suggest-models.ts';
import { downloadWords, fitsOn } from '../../../../renderer/features/first-run/suggestion-words.ts';

const fitOn = (machines: string[], verdict: Fit['verdict'] = 'now'): Fit => ({
  verdict,
  shape: { contextLength: 8192, slots: 4 },
  needBytes: 5e9,
  machines,
  sentence: '',
});

function entry(name: string, family: string, billions: number, fit: Fit, more: Partial<CatalogueModel> = {}) {
  const variant = { quantization: 'Q4_K_M', sizeBytes: billions * 6e8, approximate: false, here: false, fit };
  return {
    name,
    family,
    maker: 'Someone',
    kind: 'chat',
    uses: ['writing'],
    goodFor: 'Letters.',
    languages: 'English',
    parameters: billions * 1e9,
    trainedContext: 32_768,
    licence: { name: 'MIT', business: 'free', note: '' },
    page: 'https://example.org',
    variants: [variant],
    suggested: 'Q4_K_M',
    ...more,
  } satisfies CatalogueModel;
}

const names = (...catalogue: CatalogueModel[]): string[] => suggestModels(catalogue).map((one) => one.entry.name);
const two = fitOn(['STUDIO-3', 'DESIGN-01']);
const one = fitOn(['STUDIO-3']);

describe('models for the first day', () => {
  it('are the largest that fits on two PCs, then smaller ones of other families', () => {
    const catalogue = [
      entry('large-14b', 'large', 14, one),
      entry('qwen-7b', 'qwen', 7, two),
      entry('mistral-7b', 'mistral', 7, two),
      entry('qwen-3b', 'qwen', 3, two),
      entry('llama-3b', 'llama', 3, two),
      entry('gemma-1b', 'gemma', 1, two),
      entry('tiny-1b', 'tiny', 0.5, two),
    ];
    expect(names(...catalogue)).toEqual(['mistral-7b', 'llama-3b', 'gemma-1b']);
  });

  it('are of the best quantization that two PCs hold', () => {
    const [small] = entry('qwen-7b', 'qwen', 7, two).variants;
    const large = { ...entry('qwen-7b', 'qwen', 9, one).variants[0], quantization: 'Q8_0' };
    const both = entry('qwen-7b', 'qwen', 7, two, {
      variants: [large, small].filter((each) => each !== undefined) as never,
    });
    expect(suggestModels([both]).map(({ quantization }) => quantization)).toEqual(['Q4_K_M']);
  });

  it('come last, where they fit on one PC only', () => {
    const alone = [entry('large-14b', 'large', 14, one), entry('qwen-7b', 'qwen', 7, one)];
    expect(names(...alone)).toEqual(['large-14b', 'qwen-7b']);
    expect(names(...alone, entry('llama-3b', 'llama', 3, two))).toEqual(['llama-3b', 'large-14b', 'qwen-7b']);
  });

  it('write, and fit now: no vectors, nothing for code alone, nothing that must wait for room', () => {
    expect(
      names(
        entry('vectors', 'nomic', 1, two, { kind: 'embedding' }),
        entry('coder', 'coder', 7, two, { uses: ['code'] }),
        entry('later', 'later', 7, fitOn(['STUDIO-3'], 'emptied')),
        entry('never', 'never', 7, fitOn([], 'never')),
      ),
    ).toEqual([]);
  });

  it('are deployed in the shape in which they fit, twice where two PCs hold them', () => {
    const wishes = suggestModels([entry('qwen-7b', 'qwen', 7, two)]).map(wishesFor);
    expect(wishes).toEqual([
      {
        quantizations: ['Q4_K_M'],
        contextLength: 8192,
        slots: { min: 4, max: 4 },
        replicas: { min: 2, max: 2 },
      },
    ]);
  });

  it('say where they fit, and how long they take', () => {
    const words = (machines: string[]) => suggestModels([entry('a', 'a', 7, fitOn(machines))]).map(fitsOn);
    expect(words(['A'])).toEqual(['Fits on A']);
    expect(words(['A', 'B', 'C'])).toEqual(['Fits on A, B and C']);
    expect(words(['A', 'B', 'C', 'D', 'E'])).toEqual(['Fits on 5 PCs']);
    expect(downloadWords(4.4e9)).toBe('about 12 min');
    expect(downloadWords(100)).toBe('about 1 s');
  });
});
