import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { z } from 'zod';
import type { OfficeState } from '../../contract/control-api.ts';
import { CatalogueModel } from '../../contract/library.ts';
import { useOffice } from './office-context.ts';
import { queryKeys } from './query-keys.ts';

const everyMs = 15_000;

/** The catalogue with where each model fits now: asked for anew when files come or go, and now and then, as memory changes. */
export function useCatalogue({ models, downloads }: OfficeState): UseQueryResult<CatalogueModel[]> {
  const { client } = useOffice();
  const files = [
    ...models.map(({ name, state, planned }) => `${name} ${state} ${planned}`),
    ...downloads.map(({ id }) => id),
  ];
  return useQuery({
    queryKey: queryKeys.catalogue(files.join('\n')),
    queryFn: ({ signal }) => client.ask('/models/catalogue', z.array(CatalogueModel), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
}
