import { useMemo } from 'react';
import {
  AttachedView,
  AttachTest,
  type AttachChange,
  type AttachRequest,
  type AttachTarget,
} from '../../../contract/attached.ts';
import type { ControlClient } from '../client/control-client.ts';
import { useOffice } from '../office/office-context.ts';

/** Everything that the window can ask about external servers. Each call rejects with the ProblemError of a refusal. */
class AttachedCalls {
  readonly #client: ControlClient;

  constructor(client: ControlClient) {
    this.#client = client;
  }

  test(body: AttachTarget, signal: AbortSignal): Promise<AttachTest> {
    return this.#client.ask('/attached/test', AttachTest, { method: 'POST', body, signal });
  }

  attach(body: AttachRequest, signal: AbortSignal): Promise<AttachedView> {
    return this.#client.ask('/attached', AttachedView, { method: 'POST', body, signal });
  }

  change(id: string, body: AttachChange, signal: AbortSignal): Promise<AttachedView> {
    return this.#client.ask(`/attached/${encodeURIComponent(id)}`, AttachedView, { method: 'PATCH', body, signal });
  }

  /** Asks it again now. */
  check(id: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/attached/${encodeURIComponent(id)}/check`, { method: 'POST', body: {}, signal });
  }

  detach(id: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/attached/${encodeURIComponent(id)}`, { method: 'DELETE', signal });
  }
}

export function useAttachedCalls(): AttachedCalls {
  const { client } = useOffice();
  return useMemo(() => new AttachedCalls(client), [client]);
}
