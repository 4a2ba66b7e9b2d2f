import type { ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';

/** The dialog waits for PCs that ask to join. */
export const Listening = (): ReactElement => (
  <output className="row small ink2 add-wait">
    <WaitingRing />
    {t('Listening. A PC that asks appears here.')}
  </output>
);
