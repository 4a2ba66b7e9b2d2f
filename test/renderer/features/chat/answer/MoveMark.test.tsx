import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, onTestFinished } from 'vitest';
import type { AnswerMove } from '../../../../../contract/control-api.ts';
import { MoveMark } from '../../../../../renderer/features/chat/answer/MoveMark.tsx';
import { speak } from '../../../../../words/words.ts';

const move: AnswerMove = { from: 'ACCOUNTS-02', to: 'DESIGN-01', why: 'lost', at: 9, gapMs: 812 };
const words = (more: Partial<AnswerMove> = {}): string =>
  renderToStaticMarkup(<MoveMark move={{ ...move, ...more }} />).replaceAll(/<[^>]*>/g, '');

it('says which machine went on, why, and how long that took', () => {
  expect(words()).toBe('ACCOUNTS-02 was lost. Continued on DESIGN-01 after 0.8 s');
  expect(words({ why: 'drained', gapMs: 125_000 })).toBe(
    'ACCOUNTS-02 is being emptied. Continued on DESIGN-01 after 2 min',
  );
});

it('says it in Portuguese', async () => {
  await speak('pt-PT');
  onTestFinished(() => speak('en-GB'));
  expect(words()).toBe('ACCOUNTS-02 perdeu-se. Continuou em DESIGN-01 após 0,8 s');
});
