import type { ReactElement, Ref } from 'react';
import type { MapScale } from '../bars/map-scale.ts';

/** Above the bars of a map: how many GB stand where. */
export const Ruler = ({
  scale,
  ref,
}: {
  readonly scale: MapScale;
  readonly ref?: Ref<HTMLDivElement>;
}): ReactElement => (
  <div className="ruler" ref={ref} aria-hidden="true">
    {scale.ticks.map(({ left, text }) => (
      <span key={left} style={{ left }}>
        {text}
      </span>
    ))}
  </div>
);
