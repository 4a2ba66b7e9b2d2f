import type { ReactElement } from 'react';
import type { DayState } from './availability-words.ts';

interface Props {
  readonly state: DayState;
  /** As it stands in the legend. */
  readonly small?: boolean;
}

/** How a day went: by shape, and by colour. */
export const DayMark = ({ state, small = false }: Props): ReactElement => (
  <span className={`day-mark ${state} ${small ? 'sm' : ''}`} aria-hidden="true">
    {state === 'missed' && (
      <svg viewBox="0 0 8 8">
        <path d="m1 1 6 6M7 1 1 7" />
      </svg>
    )}
  </span>
);
