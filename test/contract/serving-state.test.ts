import { expect, it } from 'vitest';
import type { ModelView } from '../../contract/control-api.ts';
import { servingOf } from '../../contract/serving-state.ts';
import { aModel } from '../support/a-model.ts';
import { card, machineOf, officeOf } from '../support/map-fixtures.ts';

const here = machineOf('A', [card(6, 0)], []);
const office = (state: ModelView['state'], machine = here) => officeOf([machine], { models: [aModel({ state })] });

it('says whether the office answers, and what is missing', () => {
  expect(servingOf(office('ready'))).toBe('serving');
  expect(servingOf(office('loading'))).toBe('starting');
  expect(servingOf(office('refused'))).toBe('attention');
  expect(servingOf(officeOf([here]))).toBe('attention');
  expect(servingOf(office('ready', { ...here, state: 'lost' }))).toBe('offline');
});

it('says that it was paused before anything else', () => {
  const paused = office('ready', { ...here, state: 'lost' });
  expect(servingOf({ ...paused, office: { ...paused.office, serving: false } })).toBe('paused');
});
