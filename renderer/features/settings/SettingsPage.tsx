import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { AdminPasswordRow } from './AdminPasswordRow.tsx';
import { DesktopSection } from './DesktopSection.tsx';
import { OfficeSection } from './OfficeSection.tsx';
import { ServingSection } from './ServingSection.tsx';
import { TroubleshootSection } from './TroubleshootSection.tsx';
import { applyTheme, storedTheme, storeTheme, type Theme } from './theme.ts';

const themes = [
  { value: 'system', text: 'System' },
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' },
] as const;

const followed: Record<Theme, string> = {
  system: 'Follows the system now',
  light: 'Always light in this window',
  dark: 'Always dark in this window',
};

/** What can be set in the window. */
export function SettingsPage({ state }: { readonly state: OfficeState }): ReactElement {
  const [theme, setTheme] = useState(storedTheme);
  const choose = (chosen: Theme): void => {
    storeTheme(chosen);
    applyTheme(chosen);
    setTheme(chosen);
  };
  return (
    <PageFrame title="Settings">
      <div className="body settings">
        <section aria-labelledby="this-window">
          <h2 id="this-window">This window</h2>
          <div className="set">
            <span className="strong">Look</span>
            <span className="d">{followed[theme]}</span>
            <div className="c">
              <Segmented label="Look" value={theme} options={themes} onChange={choose} />
            </div>
          </div>
        </section>
        <OfficeSection state={state} />
        <DesktopSection />
        <section className="sec" aria-labelledby="who-may">
          <h2 id="who-may">Who may use it</h2>
          <AdminPasswordRow />
        </section>
        <ServingSection state={state} />
        <TroubleshootSection state={state} />
        <p className="small ink3 settings-more">
          The margin on every card will be set here once it can be changed from the window.
        </p>
      </div>
    </PageFrame>
  );
}
