/** The line of a small curve. Pure. */

export interface SparkPoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
}

export interface SparkFrame {
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly until: number;
  /** What the upper edge stands for; the lower one is zero. */
  readonly top: number;
}

/** Longer than this between two points: nothing is known of what lies between. */
const gapMs = 150_000;

/** @returns an SVG path, broken where points are missing. @param closed down to the lower edge, to be filled */
export function sparkPath(points: readonly SparkPoint[], frame: SparkFrame, closed = false): string {
  const { width, height, from, until, top } = frame;
  const x = ({ at }: SparkPoint): number => Math.round((width * 10 * (at - from)) / (until - from)) / 10;
  // Half a stroke stays inside at each edge.
  const y = ({ value }: SparkPoint): number =>
    Math.round(10 * (height - 0.5 - (height - 1) * Math.min(1, Math.max(0, value / (top || 1))))) / 10;
  return runsOf(points.filter(({ at }) => at >= from && at <= until))
    .map((run) => {
      const line = run.map((point) => `${x(point)} ${y(point)}`).join('L');
      const [first, last] = [run[0], run.at(-1)];
      return closed && first && last ? `M${x(first)} ${height}L${line}L${x(last)} ${height}Z` : `M${line}`;
    })
    .join('');
}

/** Points that follow each other. One that stands alone is no line. */
function runsOf(points: readonly SparkPoint[]): SparkPoint[][] {
  const runs: SparkPoint[][] = [];
  for (const point of points) {
    const last = runs.at(-1)?.at(-1);
    if (last && point.at - last.at <= gapMs) runs.at(-1)?.push(point);
    else runs.push([point]);
  }
  return runs.filter((run) => run.length > 1);
}
