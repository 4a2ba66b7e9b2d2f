import { expect, it } from 'vitest';
import { noLimits } from '../../../contract/keys.ts';
import { stateFor } from '../../../main/control/member-state.ts';
import { aVisitor } from '../../support/control/a-visitor.ts';
import { fakeOffices } from '../../support/fake-control/fake-offices.ts';

const state = fakeOffices.external();
const { person } = aVisitor();

it('an admin sees the office as it is', () => {
  expect(stateFor(aVisitor({ admin: true }), state)).toBe(state);
});

it('a member sees nothing of machines and addresses, and is asked for no first run', () => {
  const seen = stateFor(aVisitor(), { ...state, office: { ...state.office, welcome: 'new' } });
  expect(seen).toMatchObject({ machines: [], office: { addresses: [], dataDir: null, welcome: 'done' } });
  expect(seen.models.length).toBeGreaterThan(0);
});

it('a member sees that a model does not run, and not on which machine it has no room', () => {
  const problem = { reason: 'The roomiest GPU, RTX 2060 on ACCOUNTS-02, has 4 GB.', effect: 'None.', action: 'Wait.' };
  const models = state.models.map((model) => ({ ...model, problem }));
  const seen = JSON.stringify(stateFor(aVisitor(), { ...state, models }).models);
  expect(seen).toContain('cannot run now.');
  expect(seen).not.toMatch(/RTX|ACCOUNTS-02 has/);
});

it('a member sees of external servers what can be asked there, and not where they are', () => {
  expect(state.attached.map(({ url }) => url).every((url) => url.startsWith('http'))).toBe(true);
  const { attached } = stateFor(aVisitor(), state);
  expect(attached.map(({ name, url, models }) => [name, url, models.map(({ name: its, at }) => [its, at])])).toEqual([
    [
      'BIG-BOX',
      '',
      [
        ['Qwen/Qwen3-30B-A3B', 'Qwen/Qwen3-30B-A3B'],
        ['qwen2.5-7b-instruct', 'qwen2.5-7b-instruct'],
      ],
    ],
    ['MAC-STUDIO', '', [['gpt-oss:20b', 'gpt-oss:20b']]],
  ]);
  expect(JSON.stringify(attached)).not.toMatch(/http|ECONNREFUSED|503/);
});

it('a member sees only the models that they may ask', () => {
  const models = ['gpt-oss:20b'];
  const seen = stateFor(aVisitor({ person: { ...person, limits: { ...noLimits, models } } }), state);
  expect(seen.models).toEqual([]);
  expect(seen.attached.map(({ name }) => name)).toEqual(['MAC-STUDIO']);
});
