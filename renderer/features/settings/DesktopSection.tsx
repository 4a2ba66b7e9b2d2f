import type { ReactElement } from 'react';
import { useDesktop } from '../../ui/use-desktop.ts';
import { useNow } from '../../ui/use-now.ts';
import { Switch } from '../../ui/Switch.tsx';
import { updateWords } from './update-words.ts';

/** The app around the window: its start with the PC, and newer versions of it. Nothing in a browser. */
export function DesktopSection(): ReactElement | null {
  const desktop = useDesktop();
  const now = useNow(60_000);
  if (!desktop) return null;
  const { autostart, looksDaily, update } = desktop.view;
  const { says, action } = updateWords(update, now);
  return (
    <section className="sec" aria-labelledby="this-app">
      <h2 id="this-app">This app</h2>
      <div className="set">
        <span className="strong">Start with this PC</span>
        <span className="d">
          {autostart === null
            ? 'Only an installed app can do that'
            : 'When you log in, without a window: its icon in the tray brings it'}
        </span>
        {autostart !== null && (
          <div className="c">
            <Switch text="By itself" on={autostart} onChange={(on) => desktop.call({ do: 'set-autostart', on })} />
          </div>
        )}
      </div>
      <div className="set">
        <span className="strong">Newer versions</span>
        <span className="d" aria-live="polite">
          {says}
        </span>
        {action && (
          <div className="c">
            <button type="button" className="btn" onClick={() => desktop.call({ do: action.do })}>
              {action.text}
            </button>
          </div>
        )}
      </div>
      {update.name !== 'off' && (
        <div className="set">
          <span className="strong">Look every day</span>
          <span className="d">
            Asks the server of the releases for the newest version. It sees this network’s address, and nothing of the
            office
          </span>
          <div className="c">
            <Switch text="Once a day" on={looksDaily} onChange={(on) => desktop.call({ do: 'set-daily-look', on })} />
          </div>
        </div>
      )}
    </section>
  );
}
