import type { ReactElement, ReactNode } from 'react';
import type { MapScale } from './map-scale.ts';

/** Pixels that the plot's neighbours lend to a note: the columns at its right are empty in such a row. */
const lent = 116;
/** Pixels between the end of a bar and its note: the bar's total stands there. */
const offset = 58;
/** A note narrower than this stands under its bar. */
const leastWidth = 190;

interface Props {
  readonly barWidth: number;
  readonly scale: Pick<MapScale, 'plot'>;
  /** There is nothing to say. */
  readonly empty?: boolean;
  readonly children: ReactNode;
}

/** What is to be said of a bar: beside it, or under it where the bar takes the room. */
export const BarNote = ({ barWidth, scale, empty = false, children }: Props): ReactElement | null =>
  empty ? null : scale.plot + lent - barWidth - offset >= leastWidth ? (
    <div className="beside" style={{ left: barWidth + offset }}>
      {children}
    </div>
  ) : (
    <div className="beside below">{children}</div>
  );
