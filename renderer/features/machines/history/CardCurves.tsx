import type { ReactElement } from 'react';
import type { HistoryPoint } from '../../../../contract/activity.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { formatBytes, formatNumber, formatRate } from '../../../ui/text/format.ts';
import { heatWords, memoryWords, rateWords } from './history-words.ts';
import { Spark } from './Spark.tsx';

interface Props {
  readonly gpu: Gpu;
  readonly points: readonly HistoryPoint[];
}

const hourMs = 3_600_000;
const size = { width: 132, height: 28 };
/** What a quiet card's curve is drawn against: less is little. */
const leastRate = 10;
const hottestC = 100;

/** A card's last hour: memory in use, tokens per second, temperature. */
export function CardCurves({ gpu, points }: Props): ReactElement {
  const last = points.at(-1);
  if (!last || points.length < 2) return <p className="small ink3">{t('Its curves begin with the second minute')}</p>;
  const until = last.at;
  const frame = { ...size, from: until - hourMs, until };
  const used = points.map(({ at, modelsBytes, othersBytes }) => ({ at, value: modelsBytes + othersBytes }));
  const models = points.map(({ at, modelsBytes }) => ({ at, value: modelsBytes }));
  const rates = points.map(({ at, tokensPerSecond }) => ({ at, value: tokensPerSecond }));
  const heat = points.flatMap(({ at, temperatureC }) => (temperatureC === null ? [] : [{ at, value: temperatureC }]));
  const topRate = Math.max(leastRate, ...rates.map(({ value }) => value));
  const hot = heatWords(points);
  return (
    <ul className="curves">
      <Curve text={t('Memory')} figure={formatBytes(last.modelsBytes + last.othersBytes)}>
        <Spark
          words={memoryWords(points)}
          frame={{ ...frame, top: gpu.totalBytes }}
          curves={[
            { className: 'used', points: used },
            { className: 'models', points: models, filled: true },
          ]}
        />
      </Curve>
      <Curve text={t('Tokens/s')} figure={formatRate(last.tokensPerSecond)}>
        <Spark
          words={rateWords(points)}
          frame={{ ...frame, top: topRate }}
          curves={[{ className: 'rate', points: rates }]}
        />
      </Curve>
      {hot !== null && (
        <Curve text={t('Temperature')} figure={`${formatNumber(heat.at(-1)?.value ?? 0)} °C`}>
          <Spark words={hot} frame={{ ...frame, top: hottestC }} curves={[{ className: 'heat', points: heat }]} />
        </Curve>
      )}
    </ul>
  );
}

const Curve = ({ text, figure, children }: { text: string; figure: string; children: ReactElement }): ReactElement => (
  <li>
    <span className="small ink2 num curve-name" aria-hidden="true">
      {text} <b>{figure}</b>
    </span>
    {children}
  </li>
);
