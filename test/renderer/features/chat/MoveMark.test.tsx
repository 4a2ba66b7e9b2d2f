import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { AnswerMove } from '../../../../contract/control-api.ts';
import { MoveMark } from '../../../../renderer/features/chat/MoveMark.tsx';

const move: AnswerMove = { from: 'ACCOUNTS-02', to: 'DESIGN-01', why: 'lost', at: 9, gapMs: 812 };
const words = (more: Partial<AnswerMove> = {}): string =>
  renderToStaticMarkup(<MoveMark move={{ ...move, ...more }} />).replaceAll(/<[^>]*>/g, '');

it('says which machine went on, why, and how long that took', () => {
  expect(words()).toBe('ACCOUNTS-02 was lost. Continued on DESIGN-01 after 0.8 s');
  expect(words({ why: 'drained', gapMs: 125_000 })).toBe(
    'ACCOUNTS-02 is being emptied. Continued on DESIGN-01 after 2 min',
  );
});
