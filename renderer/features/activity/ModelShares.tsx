import type { ReactElement } from 'react';
import type { Availability, Share } from '../../../contract/activity.ts';
import { t } from '../../../words/words.ts';
import { formatCount, formatWait } from '../../ui/text/format.ts';
import { TableHead } from '../../ui/TableHead.tsx';
import { percent } from './availability-words.ts';

interface Props {
  readonly availability: Availability;
}

/** Of each model that was asked: how much was answered in a day, a week and a month, and how long people waited. */
export function ModelShares({ availability: { day, week, month } }: Props): ReactElement | null {
  if (month.models.length < 2) return null;
  const of = (span: Availability['day'], model: string): Share | undefined =>
    span.models.find((one) => one.model === model);
  return (
    <section className="sec shares" aria-labelledby="of-models">
      <header>
        <h2 id="of-models">{t('Answered, by model')}</h2>
      </header>
      <table>
        <TableHead words={[t('Model'), t('24 hours'), t('7 days'), t('30 days'), t('Requests'), t('Mean wait')]} />
        <tbody>
          {month.models.map((share) => (
            <tr key={share.model}>
              <th scope="row">{share.model}</th>
              <td>{cell(of(day, share.model))}</td>
              <td>{cell(of(week, share.model))}</td>
              <td>{cell(share)}</td>
              <td>{formatCount(share.whole + share.moved + share.refused + share.failed)}</td>
              <td>{share.meanWaitMs === null ? '' : formatWait(share.meanWaitMs / 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const cell = (share: Share | undefined): string =>
  share?.availability === undefined || share.availability === null ? '–' : percent(share.availability);
