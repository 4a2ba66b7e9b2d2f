import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { AccessView, type AccessChange } from '../../contract/access.ts';
import { useOffice } from './office-context.ts';
import { queryKeys } from './query-keys.ts';

const everyMs = 5_000;

/** Where the office is reached from other PCs: cables and Wi-Fi come and go. */
export function useAccess() {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.access,
    queryFn: ({ signal }) => client.ask('/access', AccessView, { signal }),
    refetchInterval: everyMs,
  });
}

/** Changes it at once. Rejects with the ProblemError of a refusal. */
export function useChangeAccess(): (change: AccessChange, signal: AbortSignal) => Promise<void> {
  const { client } = useOffice();
  const cache = useQueryClient();
  return useMemo(
    () => async (change, signal) => {
      const view = await client.ask('/access', AccessView, { method: 'PATCH', body: change, signal });
      cache.setQueryData(queryKeys.access, view);
    },
    [client, cache],
  );
}
