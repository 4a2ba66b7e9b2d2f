import { expect, it } from 'vitest';
import type { AnswerEvent } from '../../../../../renderer/data/chat/follow-answer.ts';
import { answerReducer, nothingHeard } from '../../../../../renderer/features/chat/answer/answer-reducer.ts';
import { aMessage } from '../../../../support/a-message.ts';

const hear = (events: AnswerEvent[]) => events.reduce(answerReducer, nothingHeard);

const kept = aMessage({ id: 'a1', role: 'assistant', content: 'Hello there.', machine: 'DESIGN-01' });

it('waits with a place and a reason, then knows who writes', () => {
  const waiting = hear([{ type: 'waiting', place: 2, seconds: 20, reason: 'All places are busy.' }]);
  expect(waiting).toMatchObject({ phase: 'waiting', place: 2, seconds: 20, reason: 'All places are busy.' });
  expect(answerReducer(waiting, { type: 'placed', machine: 'DESIGN-01' })).toMatchObject({
    phase: 'writing',
    machine: 'DESIGN-01',
  });
});

it('adds text up, and takes the kept message at the end', () => {
  const text = [
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
  ] as const;
  expect(hear([...text]).text).toBe('Hello');
  expect(hear([...text, { type: 'end', message: kept }])).toMatchObject({
    phase: 'ended',
    text: 'Hello there.',
    message: kept,
  });
});

it('notes where another machine went on', () => {
  const move = { from: 'DESIGN-01', to: 'DESIGN-02', why: 'lost', at: 5, gapMs: 800 } as const;
  const moved = hear([
    { type: 'text', text: 'Hello' },
    { type: 'waiting', place: 1, seconds: 2, reason: 'Lost.' },
  ]);
  expect(answerReducer(moved, { type: 'moved', move })).toMatchObject({
    phase: 'writing',
    machine: 'DESIGN-02',
    text: 'Hello',
    moves: [move],
  });
});

it('begins again when the line broke, so that no word comes twice', () => {
  expect(hear([{ type: 'text', text: 'Hello' }, { type: 'restart' }, { type: 'text', text: 'Hello' }]).text).toBe(
    'Hello',
  );
});
