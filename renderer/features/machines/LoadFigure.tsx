import type { ReactElement } from 'react';
import type { Gpu } from '../../../contract/hardware.ts';
import { t } from '../../../words/words.ts';
import { formatNumber } from '../../ui/text/format.ts';

/** How busy a card is, under its temperature, where it says so and is. */
export const LoadFigure = ({ gpu }: { readonly gpu: Gpu }): ReactElement | null =>
  gpu.load === null || gpu.load < 0.005 ? null : (
    <span className="small ink3 under nowrap">
      {t('{{percent}} % load', { percent: formatNumber(gpu.load * 100) })}
    </span>
  );
