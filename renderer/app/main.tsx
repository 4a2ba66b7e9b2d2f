import './zod-without-eval.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Fragment, StrictMode, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { speakChosen } from '../data/language-choice.ts';
import { ControlClient } from '../data/client/control-client.ts';
import { Imports } from '../data/models/imports.ts';
import { OfficeContext } from '../data/office/office-context.ts';
import { OfficeStream } from '../data/office/office-stream.ts';
import { queryKeys } from '../data/client/query-keys.ts';
import { takeInvite } from '../features/session/take-invite.ts';
import { WelcomePage } from '../features/session/WelcomePage.tsx';
import { applyTheme, storedTheme } from '../features/settings/theme.ts';
import { tellLanguage } from './tell-language.ts';
import '@fontsource-variable/inter/wght.css';
import '../styles/all.css';
import { useLanguage } from '../ui/text/use-language.ts';
import { App } from './App.tsx';

applyTheme(storedTheme());
const client = new ControlClient(fetch.bind(globalThis));
const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
const stream = new OfficeStream(
  {
    onState: (state) => queries.setQueryData(queryKeys.state, state),
    onConversations: () => void queries.invalidateQueries({ queryKey: queryKeys.conversations }),
    onBroken: () => void queries.invalidateQueries({ queryKey: queryKeys.session }),
  },
  () => new EventSource('/control/events'),
);
const imports = new Imports(client);
const invite = takeInvite(window.location, window.history);
if (invite === null) stream.start();

const page =
  invite === null ? (
    <Router hook={useHashLocation}>
      <App />
    </Router>
  ) : (
    <WelcomePage token={invite} onIn={() => window.location.replace('/')} />
  );

/** The whole page, drawn anew in each language. */
const Spoken = (): ReactElement => <Fragment key={useLanguage()}>{page}</Fragment>;

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const reactRoot = createRoot(root);
// Not awaited by the module: the languages' own files import from it.
void draw();

async function draw(): Promise<void> {
  // Better in English than not at all.
  await speakChosen().catch(() => undefined);
  tellLanguage();
  reactRoot.render(
    <StrictMode>
      <OfficeContext value={{ client, stream, imports }}>
        <QueryClientProvider client={queries}>
          <Spoken />
        </QueryClientProvider>
      </OfficeContext>
    </StrictMode>,
  );
}
