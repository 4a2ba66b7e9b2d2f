import { expect, it } from 'vitest';
import { fitWords } from '../../../../renderer/features/models/fit-words.ts';
import { fitOf } from '../../../support/model-fixtures.ts';

it('has a shape and words for each verdict, never a colour alone', () => {
  expect(fitWords(fitOf('now'))).toEqual({ icon: 'check', tone: 'ok', words: 'Fits on DESIGN-01' });
  expect(fitWords(fitOf('resting'))).toMatchObject({ icon: 'info', words: 'Fits on DESIGN-01 when it serves' });
  expect(fitWords(fitOf('emptied'))).toMatchObject({ icon: 'info', words: 'Fits on DESIGN-01 once its card is empty' });
  expect(fitWords(fitOf('never'))).toEqual({ icon: 'warn', tone: 'warn', words: 'Fits on no card' });
});

it('names three machines, and counts the others', () => {
  expect(fitWords(fitOf('now', { machines: ['A', 'B', 'C'] })).words).toBe('Fits on A, B, C');
  expect(fitWords(fitOf('now', { machines: ['A', 'B', 'C', 'D'] })).words).toBe('Fits on A, B and 2 more');
});
