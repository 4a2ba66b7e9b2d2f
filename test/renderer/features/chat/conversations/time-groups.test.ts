import { expect, it, onTestFinished } from 'vitest';
import { timeGroups } from '../../../../../renderer/features/chat/conversations/time-groups.ts';
import { speak } from '../../../../../words/words.ts';

const at = (text: string): number => new Date(text).getTime();
const now = at('2026-11-20T10:44:00'); // a Friday

it('groups by the reader’s calendar', () => {
  const times = [
    '2026-11-20T10:00:00',
    '2026-11-20T00:01:00',
    '2026-11-19T23:59:00',
    '2026-11-16T09:00:00',
    '2026-11-15T09:00:00',
    '2026-11-09T09:00:00',
    '2026-11-08T09:00:00',
    '2025-12-24T09:00:00',
  ];
  const groups = timeGroups(
    times.map((time) => ({ updatedAt: at(time) })),
    now,
  );
  expect(groups.map(({ heading, items }) => [heading, items.length])).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
    ['This week', 1],
    ['Last week', 2],
    ['November 2026', 1],
    ['December 2025', 1],
  ]);
});

it('calls what a fast clock dated tomorrow still today', () => {
  expect(timeGroups([{ updatedAt: now + 86_400_000 }], now)[0]?.heading).toBe('Today');
});

it('has no group without a conversation', () => {
  expect(timeGroups([], now)).toEqual([]);
});

it('names days and months in the reader’s language', async () => {
  await speak('pt-PT');
  onTestFinished(() => speak('en-GB'));
  const groups = timeGroups([{ updatedAt: now }, { updatedAt: at('2026-03-08T09:00:00') }], now);
  expect(groups.map(({ heading }) => heading)).toEqual(['Hoje', 'Março de 2026']);
});
