import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import {
  AdminPasswordView,
  MadeInvite,
  PersonView,
  type NewPerson,
  type PersonChange,
} from '../../../contract/people.ts';
import type { ControlClient } from '../client/control-client.ts';
import { useOffice } from '../office/office-context.ts';
import { queryKeys } from '../client/query-keys.ts';

const everyMs = 5_000;

/** The people of the office, who sits at its own PC first. */
export function usePeople() {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.people,
    queryFn: ({ signal }) => client.ask('/people', z.array(PersonView), { signal }),
    refetchInterval: everyMs,
  });
}

export function useAdminPassword() {
  const { client } = useOffice();
  return useQuery({
    queryKey: queryKeys.adminPassword,
    queryFn: ({ signal }) => client.ask('/admin-password', AdminPasswordView, { signal }),
  });
}

/** What the window can do with people. Each call rejects with the ProblemError of a refusal. */
class PeopleCalls {
  readonly #client: ControlClient;
  readonly #changed: () => Promise<void>;

  constructor(client: ControlClient, changed: () => Promise<void>) {
    this.#client = client;
    this.#changed = changed;
  }

  /** The links in the answer are seen this once. */
  add(person: z.input<typeof NewPerson>, signal: AbortSignal): Promise<MadeInvite> {
    return this.#invite('/people', person, signal);
  }

  /** For another browser of somebody. */
  invite(id: string, days: number, signal: AbortSignal): Promise<MadeInvite> {
    return this.#invite(`${at(id)}/invites`, { days }, signal);
  }

  async change(id: string, change: PersonChange, signal: AbortSignal): Promise<PersonView> {
    const person = await this.#client.ask(at(id), PersonView, { method: 'PATCH', body: change, signal });
    await this.#changed();
    return person;
  }

  async revoke(id: string, signal: AbortSignal): Promise<void> {
    await this.#client.tell(`${at(id)}/revoke`, { method: 'POST', signal });
    await this.#changed();
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.#client.tell(at(id), { method: 'DELETE', signal });
    await this.#changed();
  }

  /** @param old needed at another PC than the coordinator's */
  async setPassword(password: string, old: string | null, signal: AbortSignal): Promise<void> {
    const body = { password, ...(old !== null && { old }) };
    await this.#client.tell('/admin-password', { method: 'PUT', body, signal });
    await this.#changed();
  }

  async #invite(path: string, body: unknown, signal: AbortSignal): Promise<MadeInvite> {
    const made = await this.#client.ask(path, MadeInvite, { method: 'POST', body, signal });
    // Not awaited: what is shown this once does not wait for a list.
    void this.#changed();
    return made;
  }
}

const at = (id: string): string => `/people/${encodeURIComponent(id)}`;

export function usePeopleCalls(): PeopleCalls {
  const { client } = useOffice();
  const cache = useQueryClient();
  return useMemo(() => {
    const changed = async (): Promise<void> => {
      const seen = [queryKeys.people, queryKeys.adminPassword];
      await Promise.all(seen.map((queryKey) => cache.invalidateQueries({ queryKey })));
    };
    return new PeopleCalls(client, changed);
  }, [client, cache]);
}
