import { expect, it } from 'vitest';
import { licenceWords } from '../../../../renderer/features/models/licence-words.ts';
import { modelFacts, placesOf, rateOf } from '../../../../renderer/features/models/model-facts.ts';
import { aModel } from '../../../support/a-model.ts';
import { card, machineOf, replicaOf } from '../../../support/map-fixtures.ts';

it('says a model’s figures in a line', () => {
  expect(modelFacts(aModel())).toBe('Q4_K_M, 8,192 tokens, 1 replica');
  const wishes = { ...aModel().wishes!, replicas: { min: 2, max: 3 } };
  expect(modelFacts(aModel({ wishes }))).toBe('Q4_K_M, 8,192 tokens, 2 to 3 replicas');
  expect(modelFacts(aModel({ wishes: null, kind: 'embedding' }))).toBe('Q4_K_M, up to 8,192 tokens, search');
  expect(modelFacts(aModel({ wishes: null, kind: 'reranker' }))).toBe('Q4_K_M, up to 8,192 tokens, ranking');
  expect(modelFacts(aModel({ wishes: null, demo: true }))).toMatch(/the demo model$/);
});

it('finds a model’s cards on machines that are there', () => {
  const gpu = card(11, 2.9, { name: 'NVIDIA GeForce GTX 1080 Ti' });
  const machines = [
    machineOf('A', [gpu], [replicaOf([4, 1, 1], { tokensPerSecond: 20 }), replicaOf([4, 1, 1], { state: 'loading' })]),
    machineOf('B', [gpu], [replicaOf([4, 1, 1], { state: 'draining' }), replicaOf([4, 1, 1], { model: 'other' })]),
    machineOf('C', [gpu], [replicaOf([4, 1, 1], { state: 'gone' })], { state: 'lost' }),
  ];
  expect(placesOf('qwen2.5-7b', machines)).toEqual([
    { machine: 'A', card: 'GTX 1080 Ti', state: 'ready' },
    { machine: 'A', card: 'GTX 1080 Ti', state: 'coming' },
    { machine: 'B', card: 'GTX 1080 Ti', state: 'leaving' },
  ]);
  expect(rateOf('qwen2.5-7b', machines)).toBe(20);
});

it('says what one may do with a model', () => {
  expect(licenceWords({ name: 'MIT', business: 'free', note: 'free for any use' })).toBe('Free for any use (MIT)');
  expect(licenceWords({ name: 'L', business: 'terms', note: 'free up to x' })).toBe('On conditions: free up to x (L)');
  expect(licenceWords({ name: 'R', business: 'research', note: 'not for business' })).toBe('Not for business (R)');
});
