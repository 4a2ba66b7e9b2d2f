/** All that can answer: the office's own machines, and the external servers that are attached. */
import type { AttachedModel } from '../../contract/attached.ts';
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import type { Attached, ServerPlace } from '../attached/attached.ts';
import type { AttachedServer } from '../attached/attached-server.ts';
import type { TextFrame } from '../gateway/text-frame.ts';
import type { Fleet, TextFleet, VectorFleet } from '../gateway/fleet.ts';
import type { RouterModel, RouterReplica, RouterSnapshot } from '../router/snapshot.ts';

/** A model as a server offers it. */
interface Offered {
  readonly server: AttachedServer;
  readonly model: AttachedModel;
}

export class WholeFleet implements Fleet, TextFleet, VectorFleet {
  readonly #own: Fleet & VectorFleet;
  readonly #attached: Attached;
  #snapshot: RouterSnapshot | null = null;
  #ownBefore: RouterSnapshot | null = null;

  constructor(own: Fleet & VectorFleet, attached: Attached) {
    this.#own = own;
    this.#attached = attached;
    attached.onChange(() => (this.#snapshot = null));
  }

  snapshot(): RouterSnapshot {
    const own = this.#own.snapshot();
    if (this.#attached.servers().length === 0) return own;
    if (this.#snapshot && own === this.#ownBefore) return this.#snapshot;
    const offered = this.#attached.offered(own.models.map((model) => ({ ...model, own: true })));
    const places = this.#attached
      .servers()
      .flatMap((server) =>
        (offered.get(server.record.id) ?? [])
          .filter(({ unused }) => unused === null)
          .map((model): Offered => ({ server, model })),
      );
    const names = new Set(own.models.map(({ name }) => name));
    const outside = Map.groupBy(
      places.filter(({ model }) => !names.has(model.name)),
      ({ model }) => model.name,
    );
    this.#ownBefore = own;
    this.#snapshot = {
      models: [...own.models, ...[...outside.values()].map(toModel)],
      replicas: [...own.replicas, ...places.map(toReplica)],
    };
    return this.#snapshot;
  }

  /** Whether only external servers have a model. */
  isOutside(model: string): boolean {
    return this.snapshot().models.find(({ name }) => name === model)?.external ?? false;
  }

  onChange(listener: () => void): () => void {
    const stops = [this.#own.onChange(listener), this.#attached.onChange(listener)];
    return () => stops.forEach((stop) => stop());
  }

  generate(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame> {
    return this.#own.generate(replicaId, request, signal);
  }

  write(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncIterable<TextFrame> {
    return this.#attached.write(placeOf(replicaId), request, signal);
  }

  embed(replicaId: string, request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame> {
    if (!replicaId.includes('/')) return this.#own.embed(replicaId, request, signal);
    return this.#attached.embed(placeOf(replicaId), request, signal);
  }
}

/** Ids of the office's own replicas have no slash. */
const replicaIdOf = ({ id, at }: ServerPlace): string => `${id}/${at}`;

function placeOf(replicaId: string): ServerPlace {
  const end = replicaId.indexOf('/');
  return { id: replicaId.slice(0, end), at: replicaId.slice(end + 1) };
}

/** @param places of one name, at least one */
function toModel(places: readonly Offered[]): RouterModel {
  const [first] = places as [Offered];
  const contexts = places.flatMap(({ model }) => model.contextLength ?? []);
  const wrong = places.map(({ server }) => server.facts).filter(({ state }) => needsPerson.has(state));
  const problem = wrong.length === places.length ? wrong[0]?.problem : null;
  const refusal = problem && { reason: problem.message, effect: problem.effect, action: problem.action };
  return {
    name: first.model.name,
    kind: first.model.kind,
    contextLength: contexts.length > 0 ? Math.min(...contexts) : null,
    file: null,
    addedAt: first.server.record.addedAt,
    refusal: refusal ?? null,
    external: true,
  };
}

/** What no waiting heals. */
const needsPerson: ReadonlySet<string> = new Set(['key refused', 'unusable']);

function toReplica({ server, model }: Offered): RouterReplica {
  const { record, open, facts } = server;
  const { id, name, slots, prefer } = record;
  const replicaId = replicaIdOf({ id, at: model.at });
  const why = open > 0 ? null : `${facts.problem?.message ?? `${name} was not heard of yet.`} It is asked again.`;
  return {
    replicaId,
    machineName: name,
    model: model.name,
    // Nothing else goes on after it: its tokens are not known.
    variant: replicaId,
    state: open > 0 ? 'ready' : 'failed',
    slots: open > 0 ? open : slots,
    slotsBusy: facts.slotsBusy,
    tokensPerSecond: 0,
    external: { serverId: id, prefer, why },
  };
}
