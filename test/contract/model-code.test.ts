import { expect, it } from 'vitest';
import { modelCode } from '../../contract/model-code.ts';

it.each([
  ['qwen2.5-7b-instruct', 7.6e9, 'Q7'],
  ['llama-3.2-3b', 3.2e9, 'L3'],
  ['phi-4-mini-instruct', 3.8e9, 'P4'],
  ['qwen2.5-14b-instruct', 14.8e9, 'Q14'],
  ['qwen2.5-0.5b-instruct', 5e8, 'QB'],
  ['bge-reranker-v2-m3', 4e8, 'BR'],
  ['tiny', 1e8, 'TI'],
  ['模型', 7e9, 'M7'],
])('marks %s of %d parameters with %s', (model, parameters, code) => expect(modelCode(model, parameters)).toBe(code));

it('gives no code that another model has, however many there are', () => {
  const taken = new Set<string>();
  for (let n = 0; n < 30; n += 1) taken.add(modelCode(`llama-${n}-3b`, 3.2e9, taken));
  expect(taken.size).toBe(30);
  expect([...taken].slice(0, 3)).toEqual(['L3', 'LB', 'LL']);
});
