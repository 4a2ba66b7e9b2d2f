import { useRef, type ReactElement } from 'react';
import type { ActivityEvent, Rates, RateSpan } from '../../../contract/activity.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import { formatClock, formatCount, formatRate } from '../../ui/text/format.ts';
import { useBox } from '../../ui/use-box.ts';
import { shortDay } from './availability-words.ts';
import { linePath, scaleTop, timeTicks, xOf, yOf, type Plot } from './rate-chart.ts';

interface Props {
  readonly rates: Rates;
  readonly span: RateSpan;
  /** Drawn where they happened: machines that were lost. */
  readonly losses: readonly ActivityEvent[];
}

const gapMs: Readonly<Record<RateSpan, number>> = { hour: 5 * 60_000, day: 25 * 60_000, month: 9 * 3_600_000 };
/** What the figures say over each span, and what the chart is called with them. */
const spanWords: Readonly<Record<RateSpan, { readonly figures: Message; readonly name: Message }>> = {
  hour: {
    figures: msg('{{now}} now, {{most}} at most this hour'),
    name: msg('Tokens per second this hour: {{figures}}'),
  },
  day: {
    figures: msg('{{now}} now, {{most}} at most in 24 h'),
    name: msg('Tokens per second in 24 h: {{figures}}'),
  },
  month: {
    figures: msg('{{now}} now, {{most}} at most in 30 days'),
    name: msg('Tokens per second in 30 days: {{figures}}'),
  },
};
const mostLosses = 3;

/** Tokens per second of the whole office over a span. */
export function RateChart({ rates, span, losses }: Props): ReactElement {
  const frame = useRef<HTMLElement>(null);
  const box = useBox(frame);
  const plot: Plot = { width: box?.width ?? 1032, height: 116, left: 36, right: 16, top: 1, bottom: 20 };
  const speeds = rates.points.map(({ tokensPerSecond }) => tokensPerSecond);
  const most = Math.max(0, ...speeds);
  const top = scaleTop(most);
  const now = rates.points.at(-1);
  const { figures, name } = spanWords[span];
  const words = now && t(figures, { now: formatRate(now.tokensPerSecond), most: formatRate(most) });
  const shown = losses.filter(({ at }) => at >= rates.from && at <= rates.until).slice(0, mostLosses);
  return (
    <section className="sec" aria-labelledby="ts">
      <header>
        <h2 id="ts">{t('Tokens per second')}</h2>
        <span className="small ink2 num">{words ?? t('Nothing is measured yet')}</span>
      </header>
      <figure ref={frame} aria-label={t(name, { figures: words ?? t('nothing is measured yet') })}>
        <svg className="chart" viewBox={`0 0 ${plot.width} ${plot.height}`} height={plot.height} aria-hidden="true">
          {[0, top / 2, top].map((figure) => (
            <g key={figure}>
              <path className="gl" d={`M${plot.left} ${yOf(figure, top, plot)}H${plot.width - plot.right}`} />
              <text x={plot.left - 8} y={yOf(figure, top, plot) + 4} textAnchor="end">
                {formatCount(figure)}
              </text>
            </g>
          ))}
          {timeTicks(rates).map((at) => (
            <text key={at} x={xOf(at, rates, plot)} y={plot.height - 3} textAnchor="middle">
              {span === 'month' ? shortDay(at) : formatClock(at)}
            </text>
          ))}
          {shown.map(({ id, at, subject }, index) => {
            const x = xOf(at, rates, plot);
            const atRight = x > plot.width / 2;
            return (
              <g key={id} className="loss">
                <path d={`M${x} 4V${plot.height - plot.bottom}`} />
                <text x={x + (atRight ? -6 : 6)} y={12 + 13 * index} textAnchor={atRight ? 'end' : 'start'}>
                  {t('{{name}} lost', { name: subject })}
                </text>
              </g>
            );
          })}
          <path className="ln" d={linePath(rates, plot, top, gapMs[span])} />
          {now && (
            <circle className="dot" cx={xOf(now.at, rates, plot)} cy={yOf(now.tokensPerSecond, top, plot)} r="3.5" />
          )}
        </svg>
      </figure>
    </section>
  );
}
