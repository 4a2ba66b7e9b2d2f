import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { leftToDo } from '../../../../renderer/features/first-run/steps.ts';
import { StepsHead } from '../../../../renderer/features/first-run/StepsHead.tsx';
import { speak } from '../../../../words/words.ts';

afterEach(() => speak('en-GB'));

it('names the steps in Portuguese, and what is left of them', async () => {
  await speak('pt-PT');
  const shown = renderToStaticMarkup(<StepsHead now="other-pcs" />).replace(/<[^>]*>/g, ' ');
  expect(shown).toMatch(/Este PC\s+, concluído\s.*Outros PCs\s.*Primeiro modelo/s);
  expect(leftToDo('first-model')).toBe('Passo 3 de 3: Primeiro modelo');
});
