import { expect, it } from 'vitest';
import { filterCatalogue } from '../../../../renderer/features/models/catalogue-filter.ts';
import { entryOf } from '../../../support/model-fixtures.ts';

const qwen = entryOf([['Q4_K_M', 4.4, 'now']]);
const phi = entryOf([['Q4_K_M', 2.3, 'resting']], { name: 'phi-4-mini', maker: 'Microsoft', uses: ['reasoning'] });
const bge = entryOf([['Q8_0', 0.6, 'never']], {
  name: 'bge-m3',
  kind: 'embedding',
  uses: ['search'],
  languages: 'German',
});
const all = [qwen, phi, bge];
const names = (filter: Partial<Parameters<typeof filterCatalogue>[1]>): string[] =>
  filterCatalogue(all, { query: '', purpose: 'all', fitsNow: false, ...filter }).map(({ name }) => name);

it('shows everything in its own order when nothing is asked for', () => {
  expect(names({})).toEqual(['qwen2.5-7b-instruct', 'phi-4-mini', 'bge-m3']);
});

it('finds each word in name, maker, purpose or languages', () => {
  expect(names({ query: ' MICRO ' })).toEqual(['phi-4-mini']);
  expect(names({ query: 'german search' })).toEqual(['bge-m3']);
  expect(names({ query: 'german writing' })).toEqual([]);
});

it('keeps to a purpose, and to what has room now', () => {
  expect(names({ purpose: 'search' })).toEqual(['bge-m3']);
  expect(names({ fitsNow: true })).toEqual(['qwen2.5-7b-instruct']);
});
