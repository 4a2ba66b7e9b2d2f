import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { WaitingRing } from '../../ui/note/WaitingRing.tsx';
import { WholeNames } from '../../ui/text/WholeNames.tsx';
import { comingModel } from './coming-model.ts';

/** Over the composer, until a real model answers: how far the first one is. */
export function ComingModel({ state }: { readonly state: OfficeState }): ReactElement | null {
  const coming = comingModel(state);
  if (!coming) return null;
  return (
    <p className="coming-model small ink2 num">
      {coming.stuck ? <Icon name="warn" className="warn" /> : <WaitingRing />}
      <span>
        <WholeNames text={coming.words} />
        {coming.stuck && (
          <>
            {' '}
            <Link href="/models">{t('Models')}</Link>
          </>
        )}
      </span>
    </p>
  );
}
