/** The gateway's view of the machines: inventory and plan as the router reads them, and the tunnels that carry requests. */
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import { modelKind } from '../../contract/model.ts';
import type { Plan, PlannedReplica } from '../../contract/plan.ts';
import { refuse } from '../../contract/problem.ts';
import type { ReplicaReport } from '../../contract/replica.ts';
import type { Fleet, VectorFleet } from '../gateway/fleet.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { ModelBook } from '../ledger/models.ts';
import type { AgentLink } from '../link/agent-link.ts';
import type { LinkTo } from '../link/link-to.ts';
import type { PlacementLoop } from '../placement/placement-loop.ts';
import type { RouterModel, RouterReplica, RouterSnapshot } from '../router/snapshot.ts';

interface OfficeFleetParts {
  readonly inventory: Inventory;
  readonly models: ModelBook;
  readonly placement: PlacementLoop;
  readonly linkTo: LinkTo;
}

export class OfficeFleet implements Fleet, VectorFleet {
  readonly #parts: OfficeFleetParts;
  #snapshot: RouterSnapshot | null = null;
  #models: readonly RouterModel[] | null = null;
  #plannedAt: Owners | null = null;

  constructor(parts: OfficeFleetParts) {
    this.#parts = parts;
    parts.inventory.onChange(() => (this.#snapshot = null));
    parts.placement.onChange(() => this.#forget());
  }

  snapshot(): RouterSnapshot {
    const { inventory, placement } = this.#parts;
    this.#models ??= this.#readModels(placement.plan);
    this.#snapshot ??= {
      models: this.#models,
      replicas: inventory.machines().flatMap((machine) => toReplicas(machine, ownReplicas(machine, this.#owners()))),
    };
    return this.#snapshot;
  }

  onChange(listener: () => void): () => void {
    const stops = [this.#parts.inventory.onChange(listener), this.#parts.placement.onChange(listener)];
    return () => stops.forEach((stop) => stop());
  }

  generate(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame> {
    return this.#linkOf(replicaId).generate(replicaId, request, signal);
  }

  embed(replicaId: string, request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame> {
    return this.#linkOf(replicaId).embed(replicaId, request, signal);
  }

  #linkOf(replicaId: string): AgentLink {
    const machine = this.#parts.inventory
      .machines()
      .find((one) => ownReplicas(one, this.#owners()).some(({ spec }) => spec.replicaId === replicaId));
    const link = machine && this.#parts.linkTo(machine.id);
    return link ?? refuse('machine_lost', 'The machine of this replica is gone.');
  }

  #forget(): void {
    this.#snapshot = null;
    this.#models = null;
    this.#plannedAt = null;
  }

  #owners(): Owners {
    return (this.#plannedAt ??= Map.groupBy(this.#parts.placement.plan.replicas, ({ spec }) => spec.replicaId));
  }

  #readModels(plan: Plan): RouterModel[] {
    const { models } = this.#parts;
    return models.deployments().map(({ model, variants, contextLength, addedAt }) => {
      const file = models.variants().find(({ sha256 }) => variants.includes(sha256));
      const kind = file ? modelKind(file.facts) : 'chat';
      const refusal = plan.refusals.find((refused) => refused.model === model);
      const shown = refusal && { reason: refusal.reason, effect: refusal.effect, action: refusal.action };
      const waits = plan.awaited?.find((awaited) => awaited.model === model)?.reason ?? null;
      return { name: model, kind, contextLength, file: file ?? null, addedAt, refusal: shown ?? null, waits };
    });
  }
}

/** Which machines the plan gave each replica. */
type Owners = ReadonlyMap<string, readonly PlannedReplica[]>;

/** What a machine reports, without what the plan gave to another one: a lie would draw that one's requests to it. */
function ownReplicas({ id, replicas }: MachineFacts, owners: Owners): readonly ReplicaReport[] {
  return replicas.filter(({ spec }) => owners.get(spec.replicaId)?.some(({ machineId }) => machineId === id) !== false);
}

function toReplicas({ name }: MachineFacts, replicas: readonly ReplicaReport[]): RouterReplica[] {
  return replicas.map(({ spec, state, slotsBusy, tokensPerSecond }) => ({
    replicaId: spec.replicaId,
    machineName: name,
    model: spec.model,
    variant: spec.variant.sha256,
    state,
    slots: spec.slots,
    slotsBusy,
    tokensPerSecond,
  }));
}
