import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { Alias } from '../../../contract/aliases.ts';
import type { ControlClient } from '../client/control-client.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

const everyMs = 5_000;

/** Other names of models, by name. */
export function useAliases() {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.aliases,
    queryFn: ({ signal }) => client.ask('/aliases', z.array(Alias), { signal }),
    refetchInterval: everyMs,
  });
}

/** What the window can do with other names. Each call rejects with the ProblemError of a refusal. */
class AliasCalls {
  readonly #client: ControlClient;
  readonly #changed: () => Promise<void>;

  constructor(client: ControlClient, changed: () => Promise<void>) {
    this.#client = client;
    this.#changed = changed;
  }

  async put({ name, model }: Alias, signal: AbortSignal): Promise<void> {
    await this.#client.tell(`/aliases/${encodeURIComponent(name)}`, { method: 'PUT', body: { model }, signal });
    await this.#changed();
  }

  async remove(name: string, signal: AbortSignal): Promise<void> {
    await this.#client.tell(`/aliases/${encodeURIComponent(name)}`, { method: 'DELETE', signal });
    await this.#changed();
  }
}

export function useAliasCalls(): AliasCalls {
  const { client } = useOffice();
  const cache = useQueryClient();
  return useMemo(
    () => new AliasCalls(client, () => cache.invalidateQueries({ queryKey: queryKeys.aliases })),
    [client, cache],
  );
}
