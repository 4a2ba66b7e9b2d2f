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
  },
  () => new EventSource('/control/events'),
);
stream.start();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <OfficeContext value={{ client, stream }}>
      <QueryClientProvider client={queries}>
        <Router hook={useHashLocation}>
          <App />
        </Router>
      </QueryClientProvider>
    </OfficeContext>
  </StrictMode>,
);
