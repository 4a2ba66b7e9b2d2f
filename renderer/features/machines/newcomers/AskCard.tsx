import type { ReactElement } from 'react';
import type { AskView } from '../../../../contract/control-machines.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Trans } from '../../../ui/text/Trans.tsx';
import { askFacts } from './newcomer-words.ts';
import { NewcomerCard } from './NewcomerCard.tsx';

interface Props {
  readonly ask: AskView;
  readonly onCompare: () => void;
}

/** A machine whose agent asks to join. */
export const AskCard = ({ ask, onCompare }: Props): ReactElement => (
  <NewcomerCard
    name={ask.hostName}
    acts={
      <button
        type="button"
        className="btn small"
        aria-label={t('Compare code of {{name}}', { name: ask.hostName })}
        onClick={onCompare}
      >
        {t('Compare code')}
      </button>
    }
  >
    <div className="small ink2">
      {askFacts(ask)}{' '}
      {ask.code ? (
        <Trans
          text="Asks to join, code <code>{{code}}</code>"
          values={{ code: ask.code }}
          parts={{ code: <span className="strong nowrap ink" /> }}
        />
      ) : (
        t('Asks to join, its code is being computed')
      )}
    </div>
    {ask.sameIdAs && (
      <div className="small warn row">
        <Icon name="warn" />
        {t('The same machine id as {{name}}', { name: ask.sameIdAs })}
      </div>
    )}
  </NewcomerCard>
);
