import type { ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { formatBytes } from '../../../ui/text/format.ts';

/** How to read the map. */
export const MapLegend = ({ marginBytes }: { readonly marginBytes: number }): ReactElement => (
  <ul className="legend" aria-label={t('How to read the map')}>
    <li>
      <i className="sw w" />
      {t('Weights')}
    </li>
    <li>
      <i className="sw k" />
      {t('Conversation memory')}
    </li>
    <li className="ink3 m8">
      <i className="slot on" />
      <i className="slot" />
      {t('in use, open')}
    </li>
    <li>
      <i className="sw o" />
      {t('Working space')}
    </li>
    <li>
      <i className="sw x" />
      {t('Other programs')}
    </li>
    <li>
      <i className="sw f" />
      {t('Free')}
    </li>
    <li>
      <i className="lim" />
      {t('Limit: models stay left of it, {{margin}} margin', { margin: formatBytes(marginBytes) })}
    </li>
  </ul>
);
