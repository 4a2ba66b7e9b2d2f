import type { ReactElement, ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { OfficeState } from '../../contract/control-api.ts';
import type { Session } from '../../contract/people.ts';
import { t } from '../../words/words.ts';
import { useConnection } from '../data/office/use-office-state.ts';
import { Icon } from '../ui/mark/Icon.tsx';
import { Trans } from '../ui/text/Trans.tsx';
import { useShortcut } from '../ui/keys/use-shortcut.ts';
import { Navigation } from './Navigation.tsx';
import { pagesOf } from './pages.ts';
import { TabBar } from './TabBar.tsx';

interface Props {
  readonly state: OfficeState;
  readonly session: Session;
  readonly children: ReactNode;
}

const skip = (): void => document.getElementById('main')?.focus();

/** What stands around every page: the navigation, the keys, and the word that the connection is lost. */
export function Shell({ state, session, children }: Props): ReactElement {
  const [, go] = useLocation();
  const connection = useConnection();
  useShortcut('page', ({ index }) => {
    const page = pagesOf(session)[index];
    if (page) go(page.path);
  });
  useShortcut('new-chat', () => go('/chat'));
  return (
    <>
      {/* A button, because the address's hash is the page. */}
      <button type="button" className="skip" onClick={skip}>
        {t('Skip to content')}
      </button>
      <div className="app">
        <Navigation state={state} session={session} />
        <div className="page">
          <div aria-live="polite">
            {connection === 'lost' && (
              <p className="offline">
                <Icon name="state-lost" />
                <span>
                  <Trans
                    text="<b>Connection lost.</b> This is what was known last; the window connects again by itself."
                    parts={{ b: <b /> }}
                  />
                </span>
              </p>
            )}
          </div>
          {children}
        </div>
        <TabBar session={session} />
      </div>
    </>
  );
}
