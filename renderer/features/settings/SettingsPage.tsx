import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useDesktop } from '../../ui/desktop/use-desktop.ts';
import { Segmented } from '../../ui/field/Segmented.tsx';
import { AboutSection } from './AboutSection.tsx';
import { AdminPasswordRow } from './AdminPasswordRow.tsx';
import { CourtesySection } from './CourtesySection.tsx';
import { DesktopSection } from './DesktopSection.tsx';
import { KeylessRow } from './KeylessRow.tsx';
import { LanguageRow } from './LanguageRow.tsx';
import { NetworksRow } from './NetworksRow.tsx';
import { OfficeSection } from './OfficeSection.tsx';
import { ServingSection } from './ServingSection.tsx';
import { applyTheme, storedTheme, storeTheme, type Theme } from './theme.ts';

const themes = [
  { value: 'system', text: msg('System') },
  { value: 'light', text: msg('Light') },
  { value: 'dark', text: msg('Dark') },
] as const;

const followed: Record<Theme, Message> = {
  system: msg('Follows the system now'),
  light: msg('Always light in this window'),
  dark: msg('Always dark in this window'),
};

/** What can be set in the window. */
export function SettingsPage({ state }: { readonly state: OfficeState }): ReactElement {
  const [theme, setTheme] = useState(storedTheme);
  const desktop = useDesktop();
  const choose = (chosen: Theme): void => {
    storeTheme(chosen);
    applyTheme(chosen);
    setTheme(chosen);
  };
  return (
    <PageFrame title={t('Settings')}>
      <div className="body settings">
        <section aria-labelledby="this-window">
          <h2 id="this-window">{t('This window')}</h2>
          <div className="set">
            <span className="strong">{t('Look')}</span>
            <span className="d">{t(followed[theme])}</span>
            <div className="c">
              <Segmented
                label={t('Look')}
                value={theme}
                options={themes.map((one) => ({ ...one, text: t(one.text) }))}
                onChange={choose}
              />
            </div>
          </div>
          <LanguageRow />
        </section>
        <OfficeSection state={state} />
        <DesktopSection desktop={desktop} />
        <CourtesySection state={state} />
        <section className="sec" aria-labelledby="who-may">
          <h2 id="who-may">{t('Who may use it')}</h2>
          <KeylessRow state={state} />
          <NetworksRow />
          <AdminPasswordRow />
        </section>
        <ServingSection state={state} />
        <AboutSection state={state} desktop={desktop} />
      </div>
    </PageFrame>
  );
}
