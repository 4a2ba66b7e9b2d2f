import { expect, it } from 'vitest';
import { servingWords } from '../../../renderer/app/serving-words.ts';
import { aModel } from '../../support/a-model.ts';
import { card, machineOf, officeOf } from '../../support/map-fixtures.ts';

const here = machineOf('A', [card(6, 0)], []);
const words = (...args: Parameters<typeof officeOf>): string => servingWords(officeOf(...args)).words;

it('says whether the office answers, and what is missing', () => {
  expect(words([here], { models: [aModel({ state: 'ready' })] })).toBe('Serving');
  expect(words([here], { models: [aModel({ state: 'loading' })] })).toBe('Starting');
  expect(words([here], { models: [aModel({ state: 'refused' })] })).toBe('Needs you');
  expect(words([{ ...here, state: 'lost' }])).toBe('Not serving');
});
