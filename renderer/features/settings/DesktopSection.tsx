import type { ReactElement } from 'react';
import type { Desktop } from '../../ui/desktop/use-desktop.ts';
import { Switch } from '../../ui/field/Switch.tsx';
import { t } from '../../../words/words.ts';

/** The app around the window: its start with the PC. Nothing in a browser. */
export function DesktopSection({ desktop }: { readonly desktop: Desktop | null }): ReactElement | null {
  if (!desktop) return null;
  const { autostart } = desktop.view;
  return (
    <section className="sec" aria-labelledby="this-app">
      <h2 id="this-app">{t('This app')}</h2>
      <div className="set">
        <span className="strong">{t('Start with this PC')}</span>
        <span className="d">
          {autostart === null
            ? t('Only an installed app with its usual data folder can do that')
            : t('When you log in, without a window: its icon in the tray brings it')}
        </span>
        {autostart !== null && (
          <div className="c">
            <Switch text={t('By itself')} on={autostart} onChange={(on) => desktop.call({ do: 'set-autostart', on })} />
          </div>
        )}
      </div>
    </section>
  );
}
