import { describe, expect, it } from 'vitest';
import { catalogueAction, smallerThatFits } from '../../../../renderer/features/models/catalogue-action.ts';
import { catalogueWords } from '../../../../renderer/features/models/catalogue-words.ts';
import { aModel } from '../../../support/a-model.ts';
import { aDownload, entryOf } from '../../../support/model-fixtures.ts';

const big = entryOf([
  ['Q8_0', 7.5, 'never'],
  ['Q4_K_M', 4.4, 'never'],
  ['Q3_K_M', 3.5, 'resting'],
  ['Q2_K', 2.8, 'now'],
]);
const nowhere = entryOf([['Q4_K_M', 15, 'never']]);
const here = entryOf([['Q4_K_M', 4.4, 'now']]);
here.variants = here.variants.map((one) => ({ ...one, here: true }));
const problem = { reason: 'Needs 9.9 GB, the largest space is 7.8 GB.', effect: '', action: '' };

describe('what can be done with a row of the catalogue', () => {
  it('is to deploy what fits', () => {
    expect(catalogueAction(big, 'Q3_K_M', undefined, undefined)).toEqual({ type: 'deploy', quantization: 'Q3_K_M' });
  });

  it('is to try a smaller one where it fits nowhere: first what fits now', () => {
    expect(catalogueAction(big, 'Q8_0', undefined, undefined)).toEqual({ type: 'try', quantization: 'Q2_K' });
    expect(smallerThatFits(big.variants.slice(0, 3), 'Q4_K_M')).toBe('Q3_K_M');
    expect(smallerThatFits(big.variants, 'Q2_K')).toBeNull();
  });

  it('is nothing where no file fits', () => {
    expect(catalogueAction(nowhere, 'Q4_K_M', undefined, undefined)).toEqual({ type: 'nothing' });
  });

  it('is to open what is deployed, and to deploy what is off', () => {
    expect(catalogueAction(here, 'Q4_K_M', aModel(), undefined)).toEqual({ type: 'open' });
    expect(catalogueAction(here, 'Q4_K_M', aModel({ state: 'off', wishes: null }), undefined)).toMatchObject({
      type: 'deploy',
    });
  });

  it('is to wait while it comes, but another quantization can be deployed meanwhile', () => {
    const download = aDownload({ quantization: 'Q4_K_M' });
    expect(catalogueAction(here, 'Q4_K_M', undefined, download)).toEqual({ type: 'coming', download });
    expect(catalogueAction(big, 'Q3_K_M', undefined, download)).toMatchObject({ type: 'deploy' });
  });

  it('is to try a smaller one of a model that is refused', () => {
    const refused = aModel({ state: 'refused', problem });
    expect(catalogueAction(big, 'Q4_K_M', refused, undefined)).toEqual({ type: 'try', quantization: 'Q2_K' });
  });
});

describe('what is said of a row', () => {
  const fit = here.variants[0]!.fit;

  it('is where it fits, with the figures', () => {
    const words = catalogueWords({ type: 'deploy', quantization: 'Q4_K_M' }, 'Q4_K_M', fit, undefined);
    expect(words).toMatchObject({ tone: 'ok', words: 'Fits on DESIGN-01', detail: fit.sentence });
  });

  it('is where it runs, and what one more would need', () => {
    const model = aModel({ readyOn: ['DESIGN-01', 'STUDIO-3'], planned: 2 });
    expect(catalogueWords({ type: 'open' }, 'Q4_K_M', fit, model)).toMatchObject({
      words: 'In use on 2 cards',
      detail: `One more: n${fit.sentence.slice(1)}`,
    });
    expect(catalogueWords({ type: 'open' }, 'Q4_K_M', fit, aModel({ planned: 1 })).words).toBe('Being loaded');
  });

  it('is that it rests, when it is loaded on demand and nobody asks for it', () => {
    const resting = aModel({ state: 'unloaded' });
    expect(catalogueWords({ type: 'open' }, 'Q4_K_M', fit, resting).words).toBe('Not loaded now.');
  });

  it('is why it is not placed', () => {
    const model = aModel({ state: 'refused', problem });
    expect(catalogueWords({ type: 'open' }, 'Q4_K_M', fit, model)).toMatchObject({
      tone: 'warn',
      detail: problem.reason,
    });
    expect(catalogueWords({ type: 'try', quantization: 'Q2_K' }, 'Q4_K_M', fit, model)).toMatchObject({
      detail: problem.reason,
    });
  });

  it('is how far its download is', () => {
    const coming = { type: 'coming', download: aDownload() } as const;
    expect(catalogueWords(coming, 'Q4_K_M', fit, undefined).detail).toBe(`${fit.sentence} Downloading, 65%.`);
  });

  it('is which other one fits', () => {
    expect(catalogueWords({ type: 'try', quantization: 'Q2_K' }, 'Q4_K_M', fit, undefined).detail).toBe(
      `${fit.sentence} Q2_K fits.`,
    );
  });
});
