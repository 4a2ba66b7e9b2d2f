/** The replicas of the snapshot with what is known of each. It holds no more than the snapshot does, and what still runs. */
import type { RouterView } from './choose.ts';
import { ReplicaLoad, type Run } from './replica-load.ts';
import type { RouterModel, RouterReplica, RouterSnapshot } from './snapshot.ts';

export class KnownReplicas implements RouterView {
  #snapshot: RouterSnapshot | null = null;
  #known = new Map<string, ReplicaLoad>();
  #loads = new Map<string, ReplicaLoad[]>();
  /** Of external servers, whose models share their slots. */
  #shared = new Map<string, Set<Run>>();
  #draining = false;

  /** Some replica is being emptied. */
  get draining(): boolean {
    return this.#draining;
  }

  get models(): readonly RouterModel[] {
    return this.#snapshot?.models ?? [];
  }

  get loads(): ReadonlyMap<string, readonly ReplicaLoad[]> {
    return this.#loads;
  }

  get size(): number {
    return this.#known.size;
  }

  /** Takes a snapshot over; the same one again costs nothing. */
  see(snapshot: RouterSnapshot): void {
    if (snapshot === this.#snapshot) return;
    this.#snapshot = snapshot;
    const before = this.#known;
    const shared = this.#shared;
    this.#shared = new Map();
    this.#known = new Map();
    this.#loads = new Map();
    this.#draining = snapshot.replicas.some(({ state }) => state === 'draining');
    for (const replica of snapshot.replicas) {
      const load = before.get(replica.replicaId) ?? new ReplicaLoad(replica, this.#runsOf(replica, shared));
      if (replica.external) this.#shared.set(replica.external.serverId, load.runs);
      load.see(replica);
      this.#known.set(replica.replicaId, load);
      const own = this.#loads.get(replica.model);
      if (own) own.push(load);
      else this.#loads.set(replica.model, [load]);
    }
  }

  #runsOf({ external }: RouterReplica, before: ReadonlyMap<string, Set<Run>>): Set<Run> | undefined {
    return external && (this.#shared.get(external.serverId) ?? before.get(external.serverId));
  }
}
