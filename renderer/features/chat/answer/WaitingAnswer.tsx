import type { ReactElement } from 'react';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { formatCount, formatWait } from '../../../ui/text/format.ts';
import type { HeardAnswer } from './answer-reducer.ts';

interface Props {
  readonly heard: HeardAnswer;
  readonly model: string;
  /** Another model that could answer at once. */
  readonly other: string | null;
  readonly onAskOther: () => void;
  readonly onCancel: () => void;
}

/** A question in the queue: its place, why it waits, and the ways out. */
export function WaitingAnswer({ heard, model, other, onAskOther, onCancel }: Props): ReactElement {
  const waits = heard.phase === 'waiting';
  return (
    <div className="wait" aria-live="polite">
      <svg className="i i-20 ring" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.25" strokeDasharray="15 30.5" transform="rotate(-90 10 10)" />
        <circle cx="10" cy="10" r="7.25" opacity=".25" />
      </svg>
      <div>
        <p className="strong">{headline(heard, model)}</p>
        {waits && (
          <>
            <p className="ink2 wait-reason">
              {retell(heard.reason)} {t('It starts by itself; you can keep typing or go elsewhere.')}
            </p>
            <div className="row wait-acts">
              {other && (
                <button type="button" className="btn small" onClick={onAskOther}>
                  {t('Ask {{model}} now', { model: other })}
                </button>
              )}
              <button type="button" className="btn small quiet" onClick={onCancel}>
                {t('Cancel')}
              </button>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

function headline(heard: HeardAnswer, model: string): string {
  if (heard.phase !== 'waiting') return t('Asking {{model}}', { model });
  if (heard.place === null) return t('{{model}} is not ready yet', { model });
  const place = formatCount(heard.place);
  return heard.seconds === null
    ? t('You are number {{place}} in the queue', { place })
    : t('You are number {{place}} in the queue, about {{wait}}', { place, wait: formatWait(heard.seconds) });
}
