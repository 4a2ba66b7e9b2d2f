import type { ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { useAccess, useServeWithoutKey } from '../../data/access/use-access.ts';
import { formatList } from '../../ui/text/format.ts';
import { Switch } from '../../ui/field/Switch.tsx';
import { KeylessDialog } from './KeylessDialog.tsx';
import { useAsked } from './use-asked.tsx';

/** Whether programs must show a key, and what they may do without one. */
export function KeylessRow({ state }: { readonly state: OfficeState }): ReactElement | null {
  const access = useAccess().data;
  const { open, busy, failure, ask, close, set } = useAsked(useServeWithoutKey());
  if (!access) return null;
  const { withoutKey } = access;
  return (
    <div className="set">
      <span className="strong">{t('Ask for a key')}</span>
      <span className="d">
        {withoutKey === null
          ? t('Without keys anyone in the office network could use the models')
          : t('Anyone in the office network may use {{models}} without a key', {
              models: formatList(withoutKey.models),
            })}
      </span>
      <div className="c two">
        {withoutKey && (
          <button type="button" className="btn" onClick={ask}>
            {t('Change…')}
          </button>
        )}
        <Switch
          text={t('A key is needed')}
          textHidden
          on={withoutKey === null}
          onChange={(on) => (on ? set(null) : ask())}
        />
      </div>
      {open ? (
        <KeylessDialog state={state} limits={withoutKey} busy={busy} failure={failure} onSet={set} onClose={close} />
      ) : (
        failure
      )}
    </div>
  );
}
