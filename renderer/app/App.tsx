import { useEffect, type ReactElement } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { OfficeState } from '../../contract/control-api.ts';
import type { Session } from '../../contract/people.ts';
import { toProblem } from '../../contract/problem.ts';
import { useOfficeState } from '../data/use-office-state.ts';
import { useSession } from '../data/use-session.ts';
import { withExternal } from '../data/with-external.ts';
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
  const session = useSession();
  const { data: state, error, refetch } = useOfficeState();
  useTitle(state);
  // What was seen before is no longer this browser's to see.
  const isOut = session.error !== null && isAboutAccess(session.error);
  if (state && session.data && !isOut) return <Office state={state} session={session.data} />;
  const why = session.error ?? error;
  if (why) return <NoOffice error={why} onRetry={() => void Promise.all([session.refetch(), refetch()])} />;
  return (
    <p className="vh" aria-live="polite">
      Connecting to the office
    </p>
  );
}

interface OfficeProps {
  readonly state: OfficeState;
  readonly session: Session;
}

/** With the models of external servers: where models are asked for, they are like all others. */
const asked = (state: OfficeState): OfficeState => ({ ...state, models: withExternal(state) });

/** A new office begins with its first run, which stands alone; a member sees nothing of it. */
const Office = ({ state, session }: OfficeProps): ReactElement => (
  <Switch>
    {state.office.welcome === 'new' && session.admin && (
      <Route path="/">
        <Redirect to="/welcome" replace />
      </Route>
    )}
    {session.admin && <Route path="/welcome/:step?">{({ step }) => <FirstRun state={state} named={step} />}</Route>}
    <Route>
      <Shell state={state} session={session}>
        {session.admin ? <Pages state={state} /> : <MemberPages state={state} />}
      </Shell>
    </Route>
  </Switch>
);

const Pages = ({ state }: { readonly state: OfficeState }): ReactElement => (
  <Switch>
    <Route path="/chat/:id?">{({ id }) => <ChatPage state={asked(state)} conversationId={id ?? null} />}</Route>
    <Route path="/machines">
      <MachinesPage state={state} />
    </Route>
    <Route path="/models/:tab?">{({ tab }) => <ModelsPage state={state} tab={tab ?? null} />}</Route>
    <Route path="/api">
      <ApiPage state={asked(state)} />
    </Route>
    <Route path="/activity">
      <ActivityPage />
    </Route>
    <Route path="/settings">
      <SettingsPage />
    </Route>
    <Route>
      <Redirect to="/chat" replace />
    </Route>
  </Switch>
);

const MemberPages = ({ state }: { readonly state: OfficeState }): ReactElement => (
  <Switch>
    <Route path="/chat/:id?">{({ id }) => <ChatPage state={asked(state)} conversationId={id ?? null} />}</Route>
    <Route>
      <Redirect to="/chat" replace />
    </Route>
  </Switch>
);

const isAboutAccess = (error: unknown): boolean => ['no_session', 'access_ended'].includes(toProblem(error).code);

/** The page first: that is what tells tabs apart. */
function useTitle(state: OfficeState | undefined): void {
  const [location] = useLocation();
  const page = location.startsWith('/welcome') ? 'Welcome' : pages.find(({ path }) => location.startsWith(path))?.name;
  const office = state?.office.name ?? 'AIvailable';
  useEffect(() => {
    document.title = page ? `${page} · ${office}` : office;
  }, [page, office]);
}
