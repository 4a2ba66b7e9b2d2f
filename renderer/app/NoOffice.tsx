import type { ReactElement } from 'react';
import { toProblem } from '../../contract/problem.ts';
import { retell } from '../../words/retell.ts';
import { t } from '../../words/words.ts';
import { BrandMark } from '../ui/mark/BrandMark.tsx';

interface Props {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** The whole page when the office's state cannot be had: why, and the one thing to do. */
export function NoOffice({ error, onRetry }: Props): ReactElement {
  const { code, message, effect, action } = toProblem(error);
  return (
    <main className="center" id="main">
      <div className="fr">
        <div className="brand">
          <BrandMark />
          <span>{t('AIvailable')}</span>
        </div>
        <h1>{code === 'no_session' ? t('This browser is not known here yet') : retell(message)}</h1>
        <p className="lead">{retell(effect)}</p>
        <p className="lead strong ink">{retell(action)}</p>
        <p className="acts">
          <button type="button" className="btn primary" onClick={onRetry}>
            {t('Try again')}
          </button>
        </p>
      </div>
    </main>
  );
}
