import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OfficeChange, OfficeState } from '../../../contract/control-api.ts';
import type { CourtesyChange } from '../../../contract/courtesy.ts';
import type { InternetWish } from '../../../contract/internet.ts';
import type { MarginWish } from '../../../contract/margin.ts';
import { useOffice } from './office-context.ts';
import { queryKeys } from '../client/query-keys.ts';
import { withChange } from './with-change.ts';

interface OfficeCalls {
  /** Rejects with the ProblemError of a refusal. */
  readonly change: (change: OfficeChange, signal: AbortSignal) => Promise<void>;
  readonly setMargin: (bytes: number, signal: AbortSignal) => Promise<void>;
  readonly changeCourtesy: (change: CourtesyChange, signal: AbortSignal) => Promise<void>;
  readonly setInternet: (wish: InternetWish, signal: AbortSignal) => Promise<void>;
}

/** What the window can change of the office itself. */
export function useOfficeCalls(): OfficeCalls {
  const { client } = useOffice();
  const queries = useQueryClient();
  return useMemo(
    () => ({
      change: async (body, signal) => {
        await client.tell('/office', { method: 'PATCH', body, signal });
        // The event stream tells it half a second later: until then the page would show what is no longer so.
        queries.setQueryData<OfficeState>(queryKeys.state, (known) => known && withChange(known, body));
      },
      setMargin: (bytes, signal) => {
        const body: MarginWish = { bytes };
        return client.tell('/margin', { method: 'PUT', body, signal });
      },
      changeCourtesy: (body, signal) => client.tell('/courtesy', { method: 'PATCH', body, signal }),
      setInternet: (body, signal) => client.tell('/internet', { method: 'PUT', body, signal }),
    }),
    [client, queries],
  );
}
