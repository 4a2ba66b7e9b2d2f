import { afterEach, expect, it } from 'vitest';
import type { HistoryPoint } from '../../../../../contract/activity.ts';
import { heatWords, memoryWords, rateWords } from '../../../../../renderer/features/machines/history/history-words.ts';
import { speak } from '../../../../../words/words.ts';

const gib = 1024 ** 3;
const at = new Date(2026, 0, 5, 10, 20).getTime();
const point = (more: Partial<HistoryPoint>): HistoryPoint => ({
  at,
  modelsBytes: 4 * gib,
  othersBytes: gib,
  tokensPerSecond: 0,
  temperatureC: null,
  load: null,
  ...more,
});
afterEach(() => speak('en-GB'));

it('says the most and what is now', () => {
  const points = [
    point({ tokensPerSecond: 41, temperatureC: 71 }),
    point({ at: at + 60_000, othersBytes: 0, temperatureC: 50 }),
  ];
  expect(memoryWords(points)).toBe(
    'Memory in use over the last hour: most 5.0 GB at 10:20; now models 4.0 GB, other programs 0 GB',
  );
  expect(rateWords(points)).toBe('Tokens per second over the last hour: most 41 at 10:20, now 0');
  expect(heatWords(points)).toBe('Temperature over the last hour: most 71 °C at 10:20, now 50 °C');
});

it('says that nothing was written or measured, and nothing of a card that keeps its temperature to itself', () => {
  expect(rateWords([point({})])).toBe('Tokens per second over the last hour: none');
  expect(memoryWords([])).toBe('Nothing is measured yet');
  expect(heatWords([point({})])).toBeNull();
});

it('says it in Portuguese', async () => {
  await speak('pt-PT');
  expect(rateWords([point({ tokensPerSecond: 41 })])).toBe(
    'Tokens por segundo na última hora: máximo 41 às 10:20, agora 41',
  );
});
