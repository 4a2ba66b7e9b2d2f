import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { z } from 'zod';
import { Preset, type NewPreset } from '../../../contract/presets.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

/** One's own instructions and those that are shared, by name. */
export function usePresets(): UseQueryResult<Preset[]> {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.presets,
    queryFn: ({ signal }) => client.ask('/presets', z.array(Preset), { signal }),
  });
}

/** Makes one, or changes the one with `id`. */
export function useKeepPreset() {
  const { client } = useOffice();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, preset }: { id: string | null; preset: NewPreset }) =>
      id === null
        ? client.ask('/presets', Preset, { method: 'POST', body: preset })
        : client.ask(`/presets/${id}`, Preset, { method: 'PUT', body: preset }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.presets }),
  });
}

export function useDeletePreset() {
  const { client } = useOffice();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.tell(`/presets/${id}`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.presets }),
  });
}
