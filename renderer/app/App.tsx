import { useEffect, type ReactElement } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { OfficeState } from '../../contract/control-api.ts';
import { useOfficeState } from '../data/use-office-state.ts';
import { ActivityPage } from '../features/activity/ActivityPage.tsx';
import { ApiPage } from '../features/api/ApiPage.tsx';
import { ChatPage } from '../features/chat/ChatPage.tsx';
import { FirstRun } from '../features/first-run/FirstRun.tsx';
import { MachinesPage } from '../features/machines/MachinesPage.tsx';
import { ModelsPage } from '../features/models/ModelsPage.tsx';
import { SettingsPage } from '../features/settings/SettingsPage.tsx';
import { NoOffice } from './NoOffice.tsx';
import { pages } from './pages.ts';
import { Shell } from './Shell.tsx';

/** The window: the office's pages, or why there are none. */
export function App(): ReactElement {
  const { data: state, error, refetch } = useOfficeState();
  useTitle(state);
  if (state) return <Office state={state} />;
  if (error) return <NoOffice error={error} onRetry={() => void refetch()} />;
  return (
    <p className="vh" aria-live="polite">
      Connecting to the office
    </p>
  );
}

/** A new office begins with its first run, which stands alone. */
const Office = ({ state }: { readonly state: OfficeState }): ReactElement => (
  <Switch>
    {state.office.welcome === 'new' && (
      <Route path="/">
        <Redirect to="/welcome" replace />
      </Route>
    )}
    <Route path="/welcome/:step?">{({ step }) => <FirstRun state={state} named={step} />}</Route>
    <Route>
      <Shell state={state}>
        <Pages state={state} />
      </Shell>
    </Route>
  </Switch>
);

const Pages = ({ state }: { readonly state: OfficeState }): ReactElement => (
  <Switch>
    <Route path="/chat/:id?">{({ id }) => <ChatPage state={state} conversationId={id ?? null} />}</Route>
    <Route path="/machines">
      <MachinesPage state={state} />
    </Route>
    <Route path="/models/:tab?/:file?">
      {({ tab, file }) => <ModelsPage state={state} tab={tab ?? null} file={file ?? null} />}
    </Route>
    <Route path="/api">
      <ApiPage state={state} />
    </Route>
    <Route path="/activity">
      <ActivityPage />
    </Route>
    <Route path="/settings">
      <SettingsPage state={state} />
    </Route>
    <Route>
      <Redirect to="/chat" replace />
    </Route>
  </Switch>
);

/** The page first: that is what tells tabs apart. */
function useTitle(state: OfficeState | undefined): void {
  const [location] = useLocation();
  const page = location.startsWith('/welcome') ? 'Welcome' : pages.find(({ path }) => location.startsWith(path))?.name;
  const office = state?.office.name ?? 'AIvailable';
  useEffect(() => {
    document.title = page ? `${page} · ${office}` : office;
  }, [page, office]);
}
