import { expect, it } from 'vitest';
import type { ModelView } from '../../../contract/control-api.ts';
import { servingWords } from '../../../renderer/app/serving-words.ts';
import { card, machineOf, officeOf } from '../../support/map-fixtures.ts';

const model = (state: ModelView['state']): ModelView => ({
  name: 'm',
  code: 'MM',
  colour: 1,
  variant: 'Q8_0',
  sizeBytes: 1,
  parameters: 1,
  contextLength: 2048,
  demo: false,
  state,
  readyOn: [],
  problem: null,
});
const here = machineOf('A', [card(6, 0)], []);
const words = (...args: Parameters<typeof officeOf>): string => servingWords(officeOf(...args)).words;

it('says whether the office answers, and what is missing', () => {
  expect(words([here], { models: [model('ready')] })).toBe('Serving');
  expect(words([here], { models: [model('loading')] })).toBe('Starting');
  expect(words([here], { models: [model('refused')] })).toBe('Needs you');
  expect(words([{ ...here, state: 'lost' }], { models: [model('ready')] })).toBe('Not serving');
});

it('says that it was paused before anything else', () => {
  const office = officeOf([here], { models: [model('ready')] });
  expect(servingWords({ ...office, office: { ...office.office, serving: false } }).words).toBe('Paused');
});
