/** Offices for the router: replicas and models as plain values, and views of them. */
import type { Work } from '../../../main/router/expected-seconds.ts';
import { KnownReplicas } from '../../../main/router/known-replicas.ts';
import { PrefixHashes } from '../../../main/router/prefix-hashes.ts';
import type { ReplicaLoad } from '../../../main/router/replica-load.ts';
import type { RouterModel, RouterRefusal, RouterReplica } from '../../../main/router/snapshot.ts';
import type { Want } from '../../../main/router/ticket.ts';

export const aReplica = (replicaId: string, more: Partial<RouterReplica> = {}): RouterReplica => ({
  replicaId,
  machineName: replicaId.toUpperCase(),
  model: 'demo',
  variant: 'v1',
  state: 'ready',
  slots: 2,
  slotsBusy: 0,
  tokensPerSecond: 10,
  ...more,
});

export const aModel = (name: string, refusal: RouterRefusal | null = null): RouterModel => ({
  name,
  kind: 'chat',
  contextLength: 2048,
  file: null,
  addedAt: 0,
  refusal,
});

/** What the router knows of these replicas, and each of them by its id. */
export function anOffice(...replicas: RouterReplica[]): { view: KnownReplicas; load: (id: string) => ReplicaLoad } {
  const view = new KnownReplicas();
  view.see({ models: [aModel('demo')], replicas });
  const load = (id: string): ReplicaLoad => {
    const found = [...view.loads.values()].flat().find(({ replica }) => replica.replicaId === id);
    if (!found) throw new Error(`no replica ${id}`);
    return found;
  };
  return { view, load };
}

/** A prompt of so many characters, that begins like others of the same name. */
export const aPrefix = (characters: number, name = 'x'): PrefixHashes =>
  new PrefixHashes().add(name.repeat(characters));

export const someWork = (more: Partial<Work> = {}): Work => ({
  hashes: [],
  promptTokens: 10,
  answerTokens: 100,
  tokensPerCharacter: 0.25,
  ...more,
});

export const aWant = (more: Partial<Want> = {}): Want => ({
  model: 'demo',
  variant: null,
  callerId: 'a',
  weight: 1,
  prefix: new PrefixHashes(),
  maxTokens: null,
  begun: false,
  ...more,
});
