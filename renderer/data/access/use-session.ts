import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Session } from '../../../contract/people.ts';
import type { ControlClient } from '../client/control-client.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

/** Who this browser is, and what it may. Asked again whenever the event stream breaks off. */
export function useSession(): UseQueryResult<Session> {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.session,
    queryFn: ({ signal }) => client.ask('/session', Session, { signal }),
    staleTime: Infinity,
    // Refusals such as no_session may end at any time (the link was opened in another tab).
    refetchInterval: (query) => (query.state.data && !query.state.error ? false : 3000),
  });
}

/** What a person can do about it. Each call rejects with the ProblemError of a refusal. */
class SessionCalls {
  readonly #client: ControlClient;
  readonly #changed: () => Promise<void>;

  constructor(client: ControlClient, changed: () => Promise<void>) {
    this.#client = client;
    this.#changed = changed;
  }

  async becomeAdmin(password: string, signal: AbortSignal): Promise<void> {
    await this.#client.ask('/session/admin', Session, { method: 'POST', body: { password }, signal });
    await this.#changed();
  }

  async leaveAdmin(signal: AbortSignal): Promise<void> {
    await this.#client.ask('/session/admin', Session, { method: 'DELETE', signal });
    await this.#changed();
  }

  async signOut(signal: AbortSignal): Promise<void> {
    await this.#client.tell('/session', { method: 'DELETE', signal });
    await this.#changed();
  }
}

export function useSessionCalls(): SessionCalls {
  const { client, stream } = useOffice();
  const cache = useQueryClient();
  return useMemo(() => {
    const changed = async (): Promise<void> => {
      // What the stream shows depends on who asks.
      stream.start();
      await Promise.all([queryKeys.session, queryKeys.state].map((queryKey) => cache.invalidateQueries({ queryKey })));
    };
    return new SessionCalls(client, changed);
  }, [client, stream, cache]);
}
