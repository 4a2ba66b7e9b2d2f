import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import type { Share } from '../../../../contract/activity.ts';
import { AvailabilityStrip } from '../../../../renderer/features/activity/AvailabilityStrip.tsx';
import { speak } from '../../../../words/words.ts';

afterEach(() => speak('en-GB'));

const share: Share = {
  whole: 8_205,
  moved: 1,
  refused: 16,
  failed: 0,
  cancelled: 0,
  waitedLong: 0,
  availability: 0.9981,
  meanWaitMs: null,
  promptTokens: 0,
  completionTokens: 0,
};
const span = { overall: share, models: [] };
const day = { at: new Date(2026, 10, 2).getTime(), ...share };

it('says in Portuguese what became of the requests, with its forms by number', async () => {
  await speak('pt-PT');
  const shown = renderToStaticMarkup(
    <AvailabilityStrip availability={{ day: span, week: span, month: span, days: [day] }} />,
  );
  expect(shown).toContain('99,8% com resposta em 30 dias');
  expect(shown).toContain(
    '8206 de 8222 pedidos. 1 resposta mudou de PC a meio, nenhuma foi interrompida; 16 sem lugar.',
  );
  expect(shown).toContain('2 de novembro: 99,8% com resposta, 16 sem');
});
