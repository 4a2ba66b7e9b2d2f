import { useMemo } from 'react';
import { Deployed } from '../../../contract/deployments.ts';
import type { DeploymentWishes } from '../../../contract/model.ts';
import type { ControlClient } from '../client/control-client.ts';
import { useOffice } from '../office/office-context.ts';

/** Everything that the window can do with models. Each call rejects with the ProblemError of a refusal. */
class ModelCalls {
  readonly #client: ControlClient;

  constructor(client: ControlClient) {
    this.#client = client;
  }

  /** A model that is not here yet is downloaded first. Of one that is deployed only what is said is changed. */
  deploy(model: string, wishes: DeploymentWishes, signal: AbortSignal): Promise<Deployed> {
    return this.#client.ask(`/deployments/${seg(model)}`, Deployed, { method: 'PUT', body: wishes, signal });
  }

  /** Its replicas drain; its files stay. */
  switchOff(model: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/deployments/${seg(model)}`, { method: 'DELETE', signal });
  }

  /** Its replicas drain, then its files go. */
  remove(model: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/models/${seg(model)}`, { method: 'DELETE', signal });
  }

  tellDownload(id: string, verb: 'pause' | 'resume' | 'cancel', signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/models/downloads/${seg(id)}/${verb}`, { method: 'POST', body: {}, signal });
  }

  cancelCopy(id: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/models/copies/${seg(id)}/cancel`, { method: 'POST', body: {}, signal });
  }
}

const seg = encodeURIComponent;

export function useModelCalls(): ModelCalls {
  const { client } = useOffice();
  return useMemo(() => new ModelCalls(client), [client]);
}
