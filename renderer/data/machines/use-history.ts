import { useQuery } from '@tanstack/react-query';
import { Histories, type MachineHistory } from '../../../contract/activity.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

/** The coordinator keeps a point for each minute. */
const everyMs = 60_000;

/** A machine's last hour, asked for once a minute; undefined: it is on its way. */
export function useHistory(machineId: string): MachineHistory | undefined {
  const { client } = useOffice();
  const { data, isPending } = useQuery({
    queryKey: queryKeys.history(machineId),
    queryFn: ({ signal }) => client.ask(`/history?machine=${encodeURIComponent(machineId)}`, Histories, { signal }),
    refetchInterval: everyMs,
  });
  if (isPending) return undefined;
  return data?.machines.find((one) => one.machineId === machineId) ?? { machineId, cards: [] };
}

/** All machines' last hour, in one answer each minute. */
export function useHistories(): readonly MachineHistory[] {
  const { client } = useOffice();
  const { data } = useQuery({
    queryKey: queryKeys.history(null),
    queryFn: ({ signal }) => client.ask('/history', Histories, { signal }),
    refetchInterval: everyMs,
    staleTime: everyMs,
  });
  return data?.machines ?? none;
}

const none: readonly MachineHistory[] = [];
