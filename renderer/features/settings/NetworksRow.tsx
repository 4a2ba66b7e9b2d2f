import type { ReactElement } from 'react';
import { t } from '../../../words/words.ts';
import { useAccess, useServeOnly } from '../../data/access/use-access.ts';
import { networksInWords } from './networks-in-words.ts';
import { NetworksDialog } from './NetworksDialog.tsx';
import { useAsked } from './use-asked.tsx';

/** From which networks the office is used. */
export function NetworksRow(): ReactElement | null {
  const access = useAccess().data;
  const serveOnly = useServeOnly();
  const { open, busy, failure, ask, close, set } = useAsked((only: string[] | null, signal) =>
    serveOnly({ only }, signal),
  );
  if (!access) return null;
  return (
    <div className="set">
      <span className="strong">{t('Networks')}</span>
      <span className="d">{networksInWords(access.networks)}</span>
      <div className="c">
        <button type="button" className="btn" onClick={ask}>
          {t('Change…')}
        </button>
      </div>
      {open && <NetworksDialog networks={access.networks} busy={busy} failure={failure} onSet={set} onClose={close} />}
    </div>
  );
}
