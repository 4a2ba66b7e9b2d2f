import type { ReactElement } from 'react';
import type { Availability } from '../../../contract/activity.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import {
  availabilitySentence,
  availabilityTitle,
  dayInWords,
  dayState,
  shortDay,
  type DayState,
} from './availability-words.ts';
import { DayMark } from './DayMark.tsx';

interface Props {
  readonly availability: Availability;
}

const legend: readonly { readonly state: DayState; readonly text: Message }[] = [
  { state: 'all', text: msg('all answered') },
  { state: 'waited', text: msg('some waited over 60 s') },
  { state: 'missed', text: msg('some not answered') },
  { state: 'nobody', text: msg('nobody asked') },
];

/** Thirty days, a mark for each, and what became of all requests in them. */
export const AvailabilityStrip = ({ availability: { month, days } }: Props): ReactElement => (
  <section aria-labelledby="av">
    <div className="sech">
      <h2 id="av">{availabilityTitle(month.overall, t('30 days'))}</h2>
      <span className="small ink2">{availabilitySentence(month.overall)}</span>
    </div>
    <ol className="days" aria-label={t('The last 30 days')}>
      {days.map((day, index) => (
        <li key={day.at} title={dayInWords(day.at, day)}>
          <DayMark state={dayState(day)} />
          <span className="vh">{dayInWords(day.at, day)}</span>
          <span className="day-name" aria-hidden="true">
            {dayName(days, index)}
          </span>
        </li>
      ))}
    </ol>
    <ul className="legend" aria-hidden="true">
      {legend.map(({ state, text }) => (
        <li key={state}>
          <DayMark state={state} small /> {t(text)}
        </li>
      ))}
    </ul>
  </section>
);

/** Today, each week's first, and a day on which something was missed, where the name has room. */
function dayName(days: Availability['days'], index: number): string {
  const day = days[index];
  const last = days.length - 1;
  if (!day || (index < last && last - index < 3)) return '';
  if (index === last) return t('today');
  const isNear = index % 7 < 2 || index % 7 > 5;
  return index % 7 === 0 || (dayState(day) === 'missed' && !isNear) ? shortDay(day.at) : '';
}
