import type { ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { Switch } from '../../ui/field/Switch.tsx';
import type { Desktop } from '../../ui/desktop/use-desktop.ts';
import { useNow } from '../../ui/use-now.ts';
import { updateWords } from './update-words.ts';

interface Props {
  readonly state: OfficeState;
  /** Null: a browser. */
  readonly desktop: Desktop | null;
}

/** The version that runs, and in the desktop app what is known of a newer one. */
export function VersionRows({ state: { office }, desktop }: Props): ReactElement {
  const now = useNow(60_000);
  const known = desktop && updateWords(desktop.view.update, now);
  const action = known?.action;
  return (
    <>
      <div className="set">
        <span className="strong">{t('AIvailable {{version}}', { version: office.version })}</span>
        <span className="d" aria-live="polite">
          {known ? known.says : t('Runs on {{machine}}', { machine: office.machineName })}
        </span>
        {desktop && action && (
          <div className="c">
            <button type="button" className="btn" onClick={() => desktop.call({ do: action.do })}>
              {t(action.text)}
            </button>
          </div>
        )}
      </div>
      {desktop && desktop.view.update.name !== 'off' && (
        <div className="set">
          <span className="strong">{t('Look every day')}</span>
          <span className="d">
            {t(
              'Asks the server of the releases for the newest version. It sees this network’s address, and nothing of the office',
            )}
          </span>
          <div className="c">
            <Switch
              text={t('Once a day')}
              on={desktop.view.looksDaily}
              onChange={(on) => desktop.call({ do: 'set-daily-look', on })}
            />
          </div>
        </div>
      )}
    </>
  );
}
