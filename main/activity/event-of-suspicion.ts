/** Most machines were lost at once, and the coordinator suspects its own network. Pure. */
import type { Suspicion } from '../../contract/plan.ts';
import type { NewEvent } from '../ledger/activity-book.ts';
import { eventOf, inWords } from './event-base.ts';

/** @param nameOf a machine's name by its id */
export function eventsOfSuspicion(
  before: Suspicion | null,
  after: Suspicion | null,
  nameOf: (id: string) => string,
): NewEvent[] {
  if (before !== null || after === null) return [];
  const { lost, of, until } = after;
  const names = [...lost].map(nameOf).toSorted();
  return [
    eventOf({
      kind: 'machine',
      what: 'suspected',
      tone: 'attention',
      subject: 'this PC',
      sentence: `${lost.size} of ${of} machines were lost at once`,
      reason:
        `${inWords(names)}. This PC’s own network may be the cause: until ${new Date(until).toLocaleTimeString('en-GB')} ` +
        'nothing is placed anew for them, and what they run is taken up when they are back.',
      detail: { lost: lost.size, of },
    }),
  ];
}
