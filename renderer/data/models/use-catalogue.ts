import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { z } from 'zod';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import { CatalogueModel } from '../../../contract/library.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

const everyMs = 15_000;

/** The catalogue with where each model fits now: asked for anew when files or cards come or go, and now and then, as memory changes. */
export function useCatalogue(state: OfficeState): UseQueryResult<CatalogueModel[]> {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.catalogue(whatFits(state)),
    queryFn: ({ signal }) => client.ask('/models/catalogue', z.array(CatalogueModel), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
}

/** What an answer depends on: another text, another answer. Pure. */
export function whatFits({
  models,
  downloads,
  machines,
}: Pick<OfficeState, 'models' | 'downloads' | 'machines'>): string {
  const serves = ({ state }: MachineView): boolean => state === 'ready' || state === 'answering';
  return [
    ...models.map(({ name, state, planned }) => `${name} ${state} ${planned}`),
    ...downloads.map(({ id }) => id),
    ...machines.flatMap((machine) =>
      machine.gpus
        .filter(({ usable }) => usable)
        .map(({ id, totalBytes }) => [machine.id, serves(machine), id, machine.limits[id] ?? totalBytes].join(' ')),
    ),
  ].join('\n');
}
