import { useQuery } from '@tanstack/react-query';
import { Check } from '../../../contract/checks.ts';
import { useOffice } from './office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

const checks = Check.array();

/** What usually goes wrong, looked at when this is first drawn and whenever a person wants it again. */
export function useChecks() {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.checks,
    queryFn: ({ signal }) => client.ask('/checks', checks, { signal }),
    // Each look is a new one: what was seen before is no news.
    gcTime: 0,
    staleTime: Infinity,
  });
}
