import { expect, it } from 'vitest';
import { trustSteps } from '../../../../contract/access.ts';
import { trustWords } from '../../../../renderer/features/api/trust-words.ts';

it('the window says in English what the command line says', () => {
  expect(trustSteps.map(({ system }) => trustWords[system])).toEqual(
    trustSteps.map(({ system, text }) => ({ system, text })),
  );
});
