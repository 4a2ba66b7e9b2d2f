import './zod-without-eval.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ControlClient } from '../data/control-client.ts';
import { OfficeContext } from '../data/office-context.ts';
import { OfficeStream } from '../data/office-stream.ts';
import { queryKeys } from '../data/query-keys.ts';
import { takeInvite } from '../features/session/take-invite.ts';
import { WelcomePage } from '../features/session/WelcomePage.tsx';
import { applyTheme, storedTheme } from '../features/settings/theme.ts';
import '@fontsource-variable/inter/wght.css';
import '../styles/all.css';
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
const invite = takeInvite(window.location, window.history);
if (invite === null) stream.start();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <OfficeContext value={{ client, stream }}>
      <QueryClientProvider client={queries}>
        {invite === null ? (
          <Router hook={useHashLocation}>
            <App />
          </Router>
        ) : (
          <WelcomePage token={invite} onIn={() => window.location.replace('/')} />
        )}
      </QueryClientProvider>
    </OfficeContext>
  </StrictMode>,
);
