import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { OfficeState } from '../../../contract/control-api.ts';
import { useOffice } from './office-context.ts';
import type { Connection } from './office-stream.ts';
import { queryKeys } from '../client/query-keys.ts';

/** The office as it is now: asked for once, then kept up to date by the event stream. */
export function useOfficeState(): UseQueryResult<OfficeState> {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.state,
    queryFn: ({ signal }) => client.ask('/state', OfficeState, { signal }),
    staleTime: Infinity,
    // Refusals such as no_session may end at any time (the link was opened in another tab).
    refetchInterval: (query) => (query.state.data ? false : 3000),
  });
}

export function useConnection(): Connection {
  const { stream } = useOffice();
  return useSyncExternalStore(stream.watch, stream.connection);
}
