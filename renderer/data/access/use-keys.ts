import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { KeyView, MadeKey, UsageRow, type KeyChange, type KeyLimitWishes } from '../../../contract/keys.ts';
import type { ControlClient } from '../client/control-client.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

const everyMs = 5_000;

/** Who may use the API, oldest first. */
export function useKeys() {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.keys,
    queryFn: ({ signal }) => client.ask('/keys', z.array(KeyView), { signal }),
    refetchInterval: everyMs,
  });
}

/** What was used in the last 30 days, by key, model and day. */
export function useUsage() {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.usage,
    queryFn: ({ signal }) => client.ask('/keys/usage', z.array(UsageRow), { signal }),
    refetchInterval: everyMs,
  });
}

interface KeyWish {
  readonly name: string;
  readonly owner: string | null;
  readonly limits: KeyLimitWishes;
}

/** What the window can do with keys. Each call rejects with the ProblemError of a refusal. */
class KeyCalls {
  readonly #client: ControlClient;
  readonly #changed: () => Promise<void>;

  constructor(client: ControlClient, changed: () => Promise<void>) {
    this.#client = client;
    this.#changed = changed;
  }

  /** The key in the answer is seen this once. */
  async make(wish: KeyWish, signal: AbortSignal): Promise<MadeKey> {
    const made = await this.#client.ask('/keys', MadeKey, { method: 'POST', body: wish, signal });
    // Not awaited: what is shown this once does not wait for a list.
    void this.#changed();
    return made;
  }

  async change(id: string, change: KeyChange, signal: AbortSignal): Promise<void> {
    await this.#client.ask(`/keys/${encodeURIComponent(id)}`, KeyView, { method: 'PATCH', body: change, signal });
    await this.#changed();
  }

  async revoke(id: string, signal: AbortSignal): Promise<void> {
    await this.#client.tell(`/keys/${encodeURIComponent(id)}`, { method: 'DELETE', signal });
    await this.#changed();
  }
}

export function useKeyCalls(): KeyCalls {
  const { client } = useOffice();
  const cache = useQueryClient();
  return useMemo(
    () => new KeyCalls(client, () => cache.invalidateQueries({ queryKey: queryKeys.keys })),
    [client, cache],
  );
}
