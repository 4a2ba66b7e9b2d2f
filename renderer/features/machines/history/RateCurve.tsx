import { memo, useContext, type ReactElement } from 'react';
import { HistoriesOnMap } from './histories.ts';
import { rateWords } from './history-words.ts';
import { Spark } from './Spark.tsx';

const hourMs = 3_600_000;
const leastRate = 10;

interface Props {
  readonly machineId: string;
  readonly gpuId: string;
}

function Curve({ machineId, gpuId }: Props): ReactElement | null {
  const histories = useContext(HistoriesOnMap);
  const cards = histories.find((one) => one.machineId === machineId)?.cards;
  const points = cards?.find((one) => one.gpuId === gpuId)?.points ?? [];
  const until = points.at(-1)?.at;
  const rates = points.map(({ at, tokensPerSecond }) => ({ at, value: tokensPerSecond }));
  const peak = Math.max(0, ...rates.map(({ value }) => value));
  // A straight line at zero says nothing that "idle" does not.
  if (until === undefined || peak === 0) return null;
  return (
    <Spark
      words={rateWords(points)}
      frame={{ width: 44, height: 14, from: until - hourMs, until, top: Math.max(leastRate, peak) }}
      curves={[{ className: 'rate', points: rates }]}
    />
  );
}

/** A card's tokens per second over the last hour, under the figure of now. It changes once a minute. */
export const RateCurve = memo(Curve);
