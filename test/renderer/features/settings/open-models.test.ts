import { expect, it } from 'vitest';
import { openModels } from '../../../../renderer/features/settings/open-models.ts';

const limited = (...models: string[]) => ({ limits: { models } });
const free = { limits: { models: null } };

it('a model is open to everybody as long as nobody is kept from it', () => {
  expect(openModels(['qwen', 'llama'], [])).toEqual(['qwen', 'llama']);
  expect(openModels(['qwen', 'llama', 'gemma'], [free, limited('qwen', 'llama'), limited('llama')])).toEqual(['llama']);
  expect(openModels(['qwen'], [limited('llama')])).toEqual([]);
});
