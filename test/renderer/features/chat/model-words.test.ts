import { expect, it } from 'vitest';
import { modelWords } from '../../../../renderer/features/chat/model-words.ts';
import { fakeOffices } from '../../../support/fake-control/fake-offices.ts';

/** What the picker says of the first model when its replicas write so fast together. */
function detailAt(tokensPerSecond: number): string | undefined {
  const base = fakeOffices.linden();
  const [model] = base.models;
  let first = true;
  const machines = base.machines.map((machine) => ({
    ...machine,
    replicas: machine.replicas.map((replica) => {
      const speed = replica.model === model?.name && first ? tokensPerSecond : 0;
      if (replica.model === model?.name && machine.state !== 'lost') first = false;
      return { ...replica, tokensPerSecond: speed };
    }),
  }));
  return model && modelWords(model, { ...base, machines }).detail;
}

it('never says that a model writes 0 tokens a second', () => {
  expect(detailAt(41.2)).toMatch(/, now 41 tokens\/s$/);
  expect(detailAt(0.4)).toMatch(/, now 0\.4 tokens\/s$/);
  expect(detailAt(0.04)).not.toContain('tokens/s');
});
