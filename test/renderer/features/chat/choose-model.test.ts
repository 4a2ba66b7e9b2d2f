import { expect, it } from 'vitest';
import type { ModelView } from '../../../../contract/control-api.ts';
import { chooseModel } from '../../../../renderer/features/chat/choose-model.ts';
import { aModel } from '../../../support/a-model.ts';

const model = (name: string, state: ModelView['state']) => aModel({ name, state });
const office = [model('refused', 'refused'), model('loading', 'loading'), model('ready', 'ready')];

it('takes the first wish that the office still has', () => {
  expect(chooseModel(office, [null, 'gone', 'loading', 'ready'])?.name).toBe('loading');
});

it('takes what is ready, then what loads, then anything', () => {
  expect(chooseModel(office, [])?.name).toBe('ready');
  expect(chooseModel(office.slice(0, 2), [undefined])?.name).toBe('loading');
  expect(chooseModel(office.slice(0, 1), [])?.name).toBe('refused');
  expect(chooseModel([], ['x'])).toBeUndefined();
});

it('takes the demo model only where no other answers, though it comes first', () => {
  const demo = aModel({ name: 'demo', demo: true, state: 'ready' });
  expect(chooseModel([demo, model('gemma', 'ready')], [null])?.name).toBe('gemma');
  expect(chooseModel([demo, model('gemma', 'unloaded')], [null])?.name).toBe('gemma');
  expect(chooseModel([demo, model('gemma', 'loading')], [null])?.name).toBe('demo');
  expect(chooseModel([demo, model('gemma', 'ready')], ['demo'])?.name).toBe('demo');
  expect(chooseModel([{ ...demo, state: 'loading' }, model('gemma', 'loading')], [])?.name).toBe('gemma');
});

it('never takes one that is for search, though it is wished and ready', () => {
  const search = aModel({ name: 'nomic', kind: 'embedding', state: 'ready' });
  expect(chooseModel([search, model('loading', 'loading')], ['nomic'])?.name).toBe('loading');
  expect(chooseModel([search], [])).toBeUndefined();
});
