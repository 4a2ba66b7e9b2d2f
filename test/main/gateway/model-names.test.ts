import { expect, it } from 'vitest';
import { ModelNames } from '../../../main/gateway/model-names.ts';
import { MemoryFleet } from '../../support/gateway/memory-fleet.ts';

const names = (...aliases: [name: string, model: string][]) =>
  new ModelNames(new MemoryFleet().model('demo').model('qwen'), {
    all: () => aliases.map(([name, model]) => ({ name, model })),
  });

it('another name means its model', () => {
  expect(names(['gpt-4o-mini', 'qwen']).resolve('gpt-4o-mini')).toBe('qwen');
});

it('a model’s own name goes before another one’s alias', () => {
  expect(names(['demo', 'qwen']).resolve('demo')).toBe('demo');
});

it('a name stays as it is when nobody has it, or its model is gone', () => {
  expect(names(['default', 'gone']).resolve('default')).toBe('default');
  expect(names().resolve('gpt-7')).toBe('gpt-7');
});

it('all names are listed, those that mean something', () => {
  const all = names(['default', 'qwen'], ['demo', 'qwen'], ['old', 'gone']).all();
  expect(all.map(({ name, aliasOf }) => [name, aliasOf])).toEqual([
    ['demo', null],
    ['qwen', null],
    ['default', 'qwen'],
  ]);
});
