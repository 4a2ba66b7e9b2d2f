import type { ReactElement } from 'react';
import { Hours } from '../../../contract/control-machines.ts';
import { t } from '../../../words/words.ts';
import { dayWords } from './hours-words.ts';

interface Props {
  readonly hours: Hours;
  readonly onChange: (hours: Hours) => void;
}

const week = [1, 2, 3, 4, 5, 6, 7];

/** Days of the week, and from when until when. */
export function HoursFields({ hours, onChange }: Props): ReactElement {
  const toggle = (day: number): void => {
    const days = hours.days.includes(day) ? hours.days.filter((one) => one !== day) : [...hours.days, day];
    onChange({ ...hours, days: days.toSorted((a, b) => a - b) });
  };
  return (
    <div className="row hours-row">
      <fieldset className="weekdays">
        <legend className="vh">{t('Days')}</legend>
        {week.map((day) => (
          <button key={day} type="button" aria-pressed={hours.days.includes(day)} onClick={() => toggle(day)}>
            {dayWords(day)}
          </button>
        ))}
      </fieldset>
      <span className="row">
        <input
          className="in time num"
          type="time"
          aria-label={t('From', { context: 'hours' })}
          value={hours.from}
          onChange={(event) => onChange({ ...hours, from: event.target.value })}
        />
        <span className="ink2">{t('to', { context: 'hours' })}</span>
        <input
          className="in time num"
          type="time"
          aria-label={t('Until', { context: 'hours' })}
          value={hours.until}
          onChange={(event) => onChange({ ...hours, until: event.target.value })}
        />
      </span>
    </div>
  );
}

/** Why these hours cannot be kept. */
export function hoursFault(hours: Hours): string | null {
  if (hours.days.length === 0) return t('Choose at least one day.');
  if (hours.from === hours.until) return t('Choose two different times; for the whole day choose Always.');
  return Hours.safeParse(hours).success ? null : t('Give both times, such as 18:00.');
}
