import { lazy, Suspense, useEffect, type ReactElement } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { OfficeState } from '../../contract/control-api.ts';
import type { Session } from '../../contract/people.ts';
import { toProblem } from '../../contract/problem.ts';
import { msg, t } from '../../words/words.ts';
import { useOfficeState } from '../data/office/use-office-state.ts';
import { useSession } from '../data/access/use-session.ts';
import { withExternal } from '../data/machines/with-external.ts';
import { ChatPage } from '../features/chat/ChatPage.tsx';
import { NoOffice } from './NoOffice.tsx';
import { pages } from './pages.ts';
import { Shell } from './Shell.tsx';

// Most people only chat: the other pages are loaded when they are opened.
const FirstRun = lazy(async () => ({ default: (await import('../features/first-run/FirstRun.tsx')).FirstRun }));
const MachinesPage = lazy(async () => ({
  default: (await import('../features/machines/MachinesPage.tsx')).MachinesPage,
}));
const ModelsPage = lazy(async () => ({ default: (await import('../features/models/ModelsPage.tsx')).ModelsPage }));
const ApiPage = lazy(async () => ({ default: (await import('../features/api/ApiPage.tsx')).ApiPage }));
const ActivityPage = lazy(async () => ({
  default: (await import('../features/activity/ActivityPage.tsx')).ActivityPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('../features/settings/SettingsPage.tsx')).SettingsPage,
}));

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
      {t('Connecting to the office')}
    </p>
  );
}

const LoadingPage = (): ReactElement => (
  <main id="main" tabIndex={-1} aria-busy="true">
    <h1 className="vh">{t('The page is loading')}</h1>
  </main>
);

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
    {session.admin && (
      <Route path="/welcome/:step?">
        {({ step }) => (
          <Suspense fallback={<LoadingPage />}>
            <FirstRun state={state} named={step} />
          </Suspense>
        )}
      </Route>
    )}
    <Route>
      <Shell state={state} session={session}>
        <Suspense fallback={<LoadingPage />}>
          {session.admin ? <Pages state={state} /> : <MemberPages state={state} />}
        </Suspense>
      </Shell>
    </Route>
  </Switch>
);

const Pages = ({ state }: { readonly state: OfficeState }): ReactElement => (
  <Switch>
    <Route path="/chat/:id?/:message?">
      {({ id, message }) => <ChatPage state={asked(state)} conversationId={id ?? null} messageId={message ?? null} />}
    </Route>
    <Route path="/machines">
      <MachinesPage state={state} />
    </Route>
    <Route path="/models/:tab?/:file?">
      {({ tab, file }) => <ModelsPage state={state} tab={tab ?? null} file={file ?? null} />}
    </Route>
    <Route path="/api">
      <ApiPage state={asked(state)} />
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

const MemberPages = ({ state }: { readonly state: OfficeState }): ReactElement => (
  <Switch>
    <Route path="/chat/:id?/:message?">
      {({ id, message }) => <ChatPage state={asked(state)} conversationId={id ?? null} messageId={message ?? null} />}
    </Route>
    <Route>
      <Redirect to="/chat" replace />
    </Route>
  </Switch>
);

const isAboutAccess = (error: unknown): boolean => ['no_session', 'access_ended'].includes(toProblem(error).code);

/** The page first: that is what tells tabs apart. */
function useTitle(state: OfficeState | undefined): void {
  const [location] = useLocation();
  const page = location.startsWith('/welcome')
    ? msg('Welcome')
    : pages.find(({ path }) => location.startsWith(path))?.name;
  const office = state?.office.name ?? t('AIvailable');
  const title = page ? `${t(page)} · ${office}` : office;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
