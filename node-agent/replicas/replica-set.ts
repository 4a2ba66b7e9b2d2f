/** Takes the coordinator’s wishes and keeps the replicas that come of them. */
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import {
  shareOf,
  totalBytes,
  type ReplicaReport,
  type ReplicaSpec,
  type ReplicaState,
} from '../../contract/replica.ts';
import { aborted } from '../base/aborted.ts';
import type { HeldMemory } from '../base/held-memory.ts';
import { ManagedReplica, type ReplicaHome } from './managed-replica.ts';

/** How long a replica that is gone stays in the reports, so that the coordinator hears of it. */
const shownGoneMs = 3_000;

type ReplicaSetOptions = Omit<ReplicaHome, 'changed'>;

/** The replicas of this machine. */
export class ReplicaSet {
  readonly #home: ReplicaHome;
  readonly #replicas = new Map<string, ManagedReplica>();
  readonly #runs = new Set<Promise<void>>();
  readonly #listeners = new Set<() => void>();
  readonly #forgetting = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(options: ReplicaSetOptions) {
    this.#home = { ...options, changed: () => this.#changed() };
  }

  /** Calls back after each change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Starts a replica. The same wish again changes nothing.
   * @throws ProblemError invalid_request when the id is taken by another wish; shutting_down
   */
  put(spec: ReplicaSpec): void {
    if (this.#closed) refuse('shutting_down', 'The agent is being stopped.');
    const known = this.#replicas.get(spec.replicaId);
    if (known !== undefined && known.state !== 'gone') {
      if (sameSpec(known.spec, spec)) return;
      refuse('invalid_request', `The replica ${spec.replicaId} exists with another specification; use another id.`);
    }
    const replica = new ManagedReplica(spec, this.#home);
    this.#replicas.set(spec.replicaId, replica);
    const run = replica.run().then(() => this.#forgetLater(replica));
    this.#runs.add(run);
    void run.finally(() => this.#runs.delete(run));
    this.#changed();
  }

  /** Drains and unloads a replica, without waiting for it. @throws ProblemError replica_not_found */
  drop(replicaId: string): void {
    this.#find(replicaId).leave(false);
  }

  /** @throws ProblemError replica_not_found, model_not_ready or no_free_slot before the first frame */
  generate(
    replicaId: string,
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateFrame, void, undefined> {
    return this.#find(replicaId).generate(request, signal);
  }

  /** @throws as `generate` */
  embed(replicaId: string, request: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame, void, undefined> {
    return this.#find(replicaId).embed(request, signal);
  }

  reports(): ReplicaReport[] {
    return [...this.#replicas.values()].map((replica) => replica.report());
  }

  /** Whether a replica has a model file open, or will in a moment. */
  uses(sha256: string): boolean {
    const open: readonly ReplicaState[] = ['loading', 'warming', 'ready', 'draining'];
    return [...this.#replicas.values()].some(
      ({ spec, state }) => spec.variant.sha256 === sha256 && open.includes(state),
    );
  }

  /** Answers are being computed now. */
  get busy(): boolean {
    return [...this.#replicas.values()].some((replica) => replica.answers > 0);
  }

  /** What our replicas hold of each device. */
  heldMemory(): HeldMemory {
    const bytes = new Map<string, number>();
    const moving = new Set<string>();
    for (const replica of this.#replicas.values()) {
      const { memory, spec } = replica;
      for (const id of spec.gpuIds) {
        const part = memory === null ? 0 : Math.round(totalBytes(memory) * shareOf(spec, id));
        if (part > 0) bytes.set(id, (bytes.get(id) ?? 0) + part);
        if (replica.moving) moving.add(id);
      }
    }
    return { bytes, moving };
  }

  /** Drains and unloads all replicas that are here now, without waiting for them. */
  dropAll(): void {
    for (const replica of this.#replicas.values()) replica.leave(false);
  }

  /** Takes no new replica, lets the answers in flight be finished, and unloads all. Settles at the abort, too. */
  async drain(signal: AbortSignal): Promise<void> {
    this.#closed = true;
    this.dropAll();
    await Promise.race([Promise.all(this.#runs), aborted(signal)]);
  }

  /** Ends all replicas at once, answers in flight too. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const replica of this.#replicas.values()) replica.leave(true);
    await Promise.all(this.#runs);
    for (const timer of this.#forgetting) clearTimeout(timer);
  }

  #find(replicaId: string): ManagedReplica {
    const replica = this.#replicas.get(replicaId);
    if (replica === undefined || replica.state === 'gone') {
      refuse('replica_not_found', `This machine has no replica ${replicaId}.`);
    }
    return replica;
  }

  #forgetLater(replica: ManagedReplica): void {
    const timer = setTimeout(() => {
      this.#forgetting.delete(timer);
      if (this.#replicas.get(replica.spec.replicaId) !== replica) return;
      this.#replicas.delete(replica.spec.replicaId);
      this.#changed();
    }, shownGoneMs);
    timer.unref();
    this.#forgetting.add(timer);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Both come out of the same schema, so their fields are in one order. */
const sameSpec = (a: ReplicaSpec, b: ReplicaSpec): boolean => JSON.stringify(a) === JSON.stringify(b);
