import type { ReactElement } from 'react';
import { sparkPath, type SparkFrame, type SparkPoint } from './spark-path.ts';

interface Props {
  /** Each a curve from zero; the first is filled below the second. */
  readonly curves: readonly {
    readonly className: string;
    readonly points: readonly SparkPoint[];
    readonly filled?: boolean;
  }[];
  readonly frame: SparkFrame;
  /** The same as a sentence. */
  readonly words: string;
}

/** A small curve of the last hour, read aloud as its sentence. */
export const Spark = ({ curves, frame, words }: Props): ReactElement => (
  <figure className="spark" aria-label={words}>
    <svg viewBox={`0 0 ${frame.width} ${frame.height}`} width={frame.width} height={frame.height} aria-hidden="true">
      <title>{words}</title>
      <path className="base" d={`M0 ${frame.height - 0.5}H${frame.width}`} />
      {curves.map(({ className, points, filled = false }) => (
        <path
          key={className}
          className={`${className} ${filled ? 'area' : 'line'}`}
          d={sparkPath(points, frame, filled)}
        />
      ))}
    </svg>
  </figure>
);
