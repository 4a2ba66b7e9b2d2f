import { useMemo } from 'react';
import type { OfficeChange } from '../../contract/control-api.ts';
import { useOffice } from './office-context.ts';

interface OfficeCalls {
  /** Rejects with the ProblemError of a refusal. */
  readonly change: (change: OfficeChange, signal: AbortSignal) => Promise<void>;
}

/** What the window can change of the office itself. */
export function useOfficeCalls(): OfficeCalls {
  const { client } = useOffice();
  return useMemo(
    () => ({ change: (body, signal) => client.tell('/office', { method: 'PATCH', body, signal }) }),
    [client],
  );
}
