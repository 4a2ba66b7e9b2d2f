import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { AccessView, accessUrls, type AccessChange, type NetworksWish } from '../../../contract/access.ts';
import type { OfficeState } from '../../../contract/control-api.ts';
import type { KeylessLimits } from '../../../contract/keys.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

const oftenMs = 5_000;
const seldomMs = 60_000;

/** Where the office is reached from other PCs: cables and Wi-Fi come and go. */
export function useAccess(everyMs = oftenMs) {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.access,
    queryFn: ({ signal }) => client.ask('/access', AccessView, { signal }),
    refetchInterval: everyMs,
  });
}

/** What to tell other people: "http://192.168.10.12:8420", or "https://reception.local:8422" where only that is answered. */
export function useFirstAddress({ office }: OfficeState): string | null {
  const access = useAccess(seldomMs).data;
  if (access?.https.required) return accessUrls(access)[0]?.url ?? null;
  const [address] = office.addresses;
  return address === undefined ? null : `http://${address}`;
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

/** Chooses the networks that are answered, at once. Rejects with the ProblemError of a refusal. */
export function useServeOnly(): (wish: NetworksWish, signal: AbortSignal) => Promise<void> {
  const { client } = useOffice();
  const cache = useQueryClient();
  return useMemo(
    () => async (body, signal) => {
      const view = await client.ask('/access/networks', AccessView, { method: 'PUT', body, signal });
      cache.setQueryData(queryKeys.access, view);
    },
    [client, cache],
  );
}

/** Opens models to requests without a key, or asks for one again, at once. Rejects with the ProblemError of a refusal. */
export function useServeWithoutKey(): (limits: KeylessLimits | null, signal: AbortSignal) => Promise<void> {
  const { client } = useOffice();
  const cache = useQueryClient();
  return useMemo(
    () => async (limits, signal) => {
      const call = limits === null ? ({ method: 'DELETE' } as const) : ({ method: 'PUT', body: limits } as const);
      const view = await client.ask('/access/without-key', AccessView, { ...call, signal });
      cache.setQueryData(queryKeys.access, view);
    },
    [client, cache],
  );
}
