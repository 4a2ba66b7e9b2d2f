import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { WhatIf, type WhatIfChange } from '../../../contract/deployments.ts';
import type { Problem } from '../../../contract/errors.ts';
import { toProblem } from '../../../contract/problem.ts';
import { useOffice } from '../office/office-context.ts';
import { pause } from '../client/pause.ts';
import { queryKeys } from '../client/query-keys.ts';

/** Nobody wants a plan for each number on the way to the one that is meant, in milliseconds. */
const patience = 250;
const everyMs = 15_000;

interface Answer {
  /** The last plan that came; while another one is asked for, the one before. */
  readonly whatIf: WhatIf | null;
  /** A newer plan is on its way. */
  readonly asking: boolean;
  /** Why there is no plan for this change. */
  readonly problem: Problem | null;
}

/** The plan as it would be, followed as the changes change: the latest wins. Without a change nothing is asked. */
export function useWhatIf(changes: readonly WhatIfChange[]): Answer {
  const { client } = useOffice();
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: queryKeys.whatIf(changes),
    queryFn: async ({ signal }) => {
      await pause(patience, signal);
      return client.ask('/plan/what-if', WhatIf, { method: 'POST', body: { changes }, signal });
    },
    enabled: changes.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
    gcTime: 0,
  });
  return {
    whatIf: (error ? null : data) ?? null,
    asking: isFetching && (data === undefined || isPlaceholderData),
    problem: error ? toProblem(error) : null,
  };
}
