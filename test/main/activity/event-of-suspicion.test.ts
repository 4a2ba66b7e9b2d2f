import { expect, it } from 'vitest';
import { eventsOfSuspicion } from '../../../main/activity/event-of-suspicion.ts';

const suspicion = { lost: new Set(['b', 'a']), of: 3, until: new Date('2026-11-16T12:00:30').getTime() };
const nameOf = (id: string): string => id.toUpperCase();

it('tells once that most machines are gone, which, and what that means', () => {
  expect(eventsOfSuspicion(null, suspicion, nameOf)).toMatchObject([
    {
      what: 'suspected',
      tone: 'attention',
      sentence: '2 of 3 machines were lost at once',
      reason: expect.stringMatching(/^A and B\. .* until 12:00:30 nothing is placed anew/) as string,
    },
  ]);
  expect(eventsOfSuspicion(suspicion, suspicion, nameOf)).toEqual([]);
  expect(eventsOfSuspicion(suspicion, null, nameOf)).toEqual([]);
});
