import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ActivityKind, ActivityPage, Availability, Rates, type RateSpan } from '../../../contract/activity.ts';
import { useOffice } from './office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

const eventsEveryMs = 3_000;
const figuresEveryMs = 15_000;
const pageSize = 40;

/** What happened, newest first, page by page. @param kind null: everything */
export function useEvents(kind: ActivityKind | null) {
  const { client } = useOffice();
  return useInfiniteQuery({
    queryKey: queryKeys.activity(kind),
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(pageSize) });
      if (kind !== null) query.set('kind', kind);
      if (pageParam !== null) query.set('before', String(pageParam));
      return client.ask(`/activity?${query.toString()}`, ActivityPage, { signal });
    },
    getNextPageParam: ({ events, more }) => (more ? (events.at(-1)?.id ?? null) : null),
    placeholderData: keepPreviousData,
    refetchInterval: eventsEveryMs,
  });
}

export function useAvailability() {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.availability,
    queryFn: ({ signal }) => client.ask('/availability', Availability, { signal }),
    refetchInterval: figuresEveryMs,
  });
}

export function useRates(span: RateSpan) {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.rates(span),
    queryFn: ({ signal }) => client.ask(`/rates?span=${span}`, Rates, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: figuresEveryMs,
  });
}
