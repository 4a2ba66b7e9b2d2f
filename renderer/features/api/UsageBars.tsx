import type { ReactElement } from 'react';
import { keyless, type UsageRow } from '../../../contract/keys.ts';
import { formatCount } from '../../ui/text/format.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { shownDays, usageBars, type UsageOf } from './usage-bars.ts';
import { t } from '../../../words/words.ts';

const height = 40;
const step = 16;
const gap = 2;

/** Who uses the office how much. */
export function UsageBars({ rows }: { readonly rows: readonly UsageRow[] }): ReactElement {
  const { days, of, most } = usageBars(rows, useNow());
  return (
    <section className="sec" aria-labelledby="usage">
      <header>
        <h2 id="usage">{t('Usage')}</h2>
        <span className="small ink3">{t('Tokens a day in {{days}} days, one scale for all', { days: shownDays })}</span>
        <span className="grow" />
        <a className="btn small" href="/control/keys/usage.csv" download>
          <Icon name="download" />
          {t('Export')}
        </a>
      </header>
      {of.length === 0 ? (
        <p className="ink2">{t('Nobody has asked anything yet.')}</p>
      ) : (
        <ul className="usage">
          {of.map((one) => (
            <Bars key={one.name} one={one} days={days} most={most} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Of those who have no name of their own. */
function nameOf(name: string): string {
  if (name === 'people') return t('Others in the chat');
  return name === keyless.name ? t('Without a key') : name;
}

interface BarsProps {
  readonly one: UsageOf;
  readonly days: readonly string[];
  readonly most: number;
}

function Bars({ one: { name, tokens, total }, days, most }: BarsProps): ReactElement {
  const width = tokens.length * step;
  return (
    <li>
      <div className="row">
        <span className="strong trunc">{nameOf(name)}</span>
        <span className="grow" />
        <span className="num ink2">{formatCount(total)}</span>
      </div>
      <svg
        className="chart"
        viewBox={`0 0 ${width} ${height + 1}`}
        height={height + 1}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path className="usage-line" d={`M0 ${height + 0.5}H${width}`} />
        {tokens.map((count, index) => {
          const bar = count === 0 ? 0 : Math.max(1, (count / most) * height);
          const today = index === tokens.length - 1;
          return (
            <rect
              key={days[index]}
              className={today ? 'usage-today' : 'usage-day'}
              x={index * step}
              y={height - bar}
              width={step - gap}
              height={bar}
            />
          );
        })}
      </svg>
      <p className="vh">
        {t('{{total}} tokens in {{days}} days, {{today}} today', {
          total: formatCount(total),
          days: shownDays,
          today: formatCount(tokens.at(-1) ?? 0),
        })}
      </p>
    </li>
  );
}
