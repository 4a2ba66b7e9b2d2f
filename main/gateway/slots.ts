/**
 * The slots: one loop owns who holds which slot and who waits. The leases counted here are the truth, as no one else uses the
 * machines; what agents report comes late and would make two requests race for one slot.
 */
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { choose, type RouterRequest } from '../router/choose.ts';
import { FairQueue, type FairQueueLimits } from '../router/fair-queue.ts';
import type { RouterReplica } from '../router/snapshot.ts';
import type { AnswerPiece } from './answer.ts';
import type { Fleet } from './fleet.ts';
import { Recent } from './recent.ts';

export interface SlotWant {
  readonly model: string;
  /** The only file that will do; null: any. */
  readonly variant: string | null;
  readonly callerId: string;
  readonly conversation: string | null;
  /** It held a slot before and lost it: it goes before everybody's turn. */
  readonly begun: boolean;
  /** Since when it waits, in milliseconds since 1970: over several attempts, from the first. */
  readonly since: number;
  /** How long it waits at most, from `since` on. */
  readonly waitMs: number;
}

type SlotWait = AnswerPiece & { readonly type: 'waiting' };

export interface SlotLease {
  readonly replica: RouterReplica;
  release(): void;
}

interface Ticket {
  readonly want: SlotWant;
  wait: SlotWait | null;
  ready: boolean;
  told: boolean;
  outcome: { lease: SlotLease } | { error: unknown } | null;
  wake: () => void;
}

type Draft = { -readonly [Field in keyof RouterReplica]: RouterReplica[Field] };
type SetAside = { readonly until: number; readonly full: boolean };

export class Slots {
  readonly #fleet: Fleet;
  readonly #clock: Clock;
  readonly #queue: FairQueue<Ticket>;
  readonly #unsubscribe: () => void;
  readonly #leases = new Map<string, number>();
  readonly #setAside = new Map<string, SetAside>();
  readonly #speeds = new Recent<string, number>();
  /** Which replica holds a conversation in its cache. */
  readonly #conversations = new Recent<string, string>();
  /** Seconds that a slot is held, as a moving mean. */
  #meanHold = 5;

  constructor(fleet: Fleet, clock: Clock, limits: FairQueueLimits = { total: 256, perCaller: 64 }) {
    this.#fleet = fleet;
    this.#clock = clock;
    this.#queue = new FairQueue(limits);
    this.#unsubscribe = fleet.onChange(() => this.#dispatch());
  }

  /** Requests that wait for a slot. */
  get waiting(): number {
    return this.#queue.size;
  }

  close(): void {
    this.#unsubscribe();
  }

  /**
   * Waits for a slot, telling place and reason whenever they change.
   * @throws ProblemError model_not_found, model_not_placed, overloaded, wait_too_long or model_not_ready; the signal's reason.
   */
  async *take(want: SlotWant, signal: AbortSignal): AsyncGenerator<SlotWait, SlotLease, void> {
    signal.throwIfAborted();
    const ticket: Ticket = { want, wait: null, ready: true, told: true, outcome: null, wake: () => {} };
    const choice = choose(this.#snapshot(), this.#request(want));
    if (choice.kind === 'refuse') throw new ProblemError(choice.problem);
    if (choice.kind === 'replica') return this.#lease(choice.replicaId, want);

    this.#enqueue(ticket);
    this.#dispatch();
    const onAbort = (): void => settle(ticket, { error: signal.reason });
    signal.addEventListener('abort', onAbort, { once: true });
    const left = Math.max(0, want.since + want.waitMs - this.#clock.now());
    const timer = setTimeout(() => settle(ticket, { error: waitedTooLong(ticket, this.#clock.now()) }), left);
    let handedOver = false;
    try {
      for (;;) {
        if (ticket.outcome && 'error' in ticket.outcome) throw ticket.outcome.error;
        if (ticket.outcome) {
          handedOver = true;
          return ticket.outcome.lease;
        }
        if (ticket.wait && !ticket.told) {
          ticket.told = true;
          yield ticket.wait;
          continue;
        }
        await new Promise<void>((resolve) => (ticket.wake = resolve));
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (this.#queue.remove(ticket)) this.#dispatch();
      if (!handedOver && ticket.outcome && 'lease' in ticket.outcome) ticket.outcome.lease.release();
    }
  }

  /** Gives a replica no request for a while: `full` when its agent says so, else because it failed. */
  setAside(replicaId: string, milliseconds: number, full: boolean): void {
    this.#setAside.set(replicaId, { until: this.#clock.now() + milliseconds, full });
    setTimeout(() => this.#dispatch(), milliseconds + 1).unref();
  }

  noteSpeed(replicaId: string, tokensPerSecond: number): void {
    this.#speeds.set(replicaId, tokensPerSecond);
  }

  #enqueue(ticket: Ticket): void {
    if (ticket.want.begun) return this.#queue.addBegun(ticket);
    const admission = this.#queue.add(ticket.want.callerId, ticket);
    if (admission === 'admitted') return;
    const slots = this.#fleet.snapshot().replicas.reduce((sum, one) => sum + one.slots, 0);
    const seconds = Math.ceil(((this.#queue.size + 1) * this.#meanHold) / Math.max(1, slots));
    const whose = admission === 'full' ? 'requests wait' : 'requests of this key wait';
    refuse('overloaded', `Too many ${whose} already.`, { retryAfter: Math.min(60, Math.max(1, seconds)) });
  }

  /** Gives free slots to those who wait, in fair order, and tells the others their places. */
  #dispatch(): void {
    if (this.#queue.size === 0) return;
    const snapshot = this.#snapshot();
    const waits = new Map<string, { ready: boolean; reason: string; count: number }>();
    for (const ticket of this.#queue.inOrder()) {
      if (ticket.outcome) continue;
      const kind = `${ticket.want.model}\n${ticket.want.variant ?? ''}`;
      const known = waits.get(kind);
      const choice = known ? undefined : choose(snapshot, this.#request(ticket.want));
      if (choice?.kind === 'replica') {
        this.#queue.take(ticket);
        const taken = snapshot.replicas.find(({ replicaId }) => replicaId === choice.replicaId);
        if (taken) taken.slotsBusy += 1;
        settle(ticket, { lease: this.#lease(choice.replicaId, ticket.want) });
        continue;
      }
      if (choice?.kind === 'refuse') {
        this.#queue.remove(ticket);
        settle(ticket, { error: new ProblemError(choice.problem) });
        continue;
      }
      const wait = known ?? { ready: choice?.ready ?? false, reason: choice?.reason ?? '', count: 0 };
      waits.set(kind, wait);
      wait.count += 1;
      tell(ticket, wait.ready, wait.ready ? wait.count : null, wait.reason);
    }
  }

  /** The fleet's snapshot with our leases, measured speeds, and what is set aside laid over it. */
  #snapshot() {
    const { models, replicas } = this.#fleet.snapshot();
    return { models, replicas: replicas.map((one) => this.#overlay(one)) };
  }

  #overlay(replica: RouterReplica): Draft {
    const { replicaId, state, slots } = replica;
    const draft: Draft = {
      ...replica,
      slotsBusy: this.#leases.get(replicaId) ?? 0,
      tokensPerSecond: this.#speeds.get(replicaId) ?? replica.tokensPerSecond,
    };
    const aside = this.#setAside.get(replicaId);
    // A replica that left "ready" comes back as a new one: what was held against it is over.
    if (aside && (state !== 'ready' || aside.until <= this.#clock.now())) this.#setAside.delete(replicaId);
    else if (aside?.full) draft.slotsBusy = slots;
    else if (aside) draft.state = 'failed';
    return draft;
  }

  #request(want: SlotWant): RouterRequest {
    const affinity = want.conversation === null ? null : (this.#conversations.get(want.conversation) ?? null);
    return { model: want.model, variant: want.variant, affinity };
  }

  #lease(replicaId: string, want: SlotWant): SlotLease {
    const replica = this.#fleet.snapshot().replicas.find((one) => one.replicaId === replicaId);
    if (!replica) throw new Error(`replica ${replicaId} was chosen but is not in the snapshot`);
    this.#leases.set(replicaId, (this.#leases.get(replicaId) ?? 0) + 1);
    if (want.conversation !== null) this.#conversations.set(want.conversation, replicaId);
    const since = this.#clock.now();
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      this.#meanHold += ((this.#clock.now() - since) / 1000 - this.#meanHold) / 8;
      const left = (this.#leases.get(replicaId) ?? 1) - 1;
      if (left > 0) this.#leases.set(replicaId, left);
      else this.#leases.delete(replicaId);
      this.#dispatch();
    };
    return { replica, release };
  }
}

function settle(ticket: Ticket, outcome: NonNullable<Ticket['outcome']>): void {
  ticket.outcome ??= outcome;
  ticket.wake();
}

function tell(ticket: Ticket, ready: boolean, place: number | null, reason: string): void {
  ticket.ready = ready;
  if (ticket.wait?.place === place && ticket.wait.reason === reason) return;
  ticket.wait = { type: 'waiting', place, reason };
  ticket.told = false;
  ticket.wake();
}

function waitedTooLong({ want, ready, wait }: Ticket, now: number): ProblemError {
  const seconds = Math.round((now - want.since) / 1000);
  const after = `after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  if (ready) return new ProblemError(problem('wait_too_long', `No place for "${want.model}" became free ${after}.`));
  const why = wait ? ` ${wait.reason}` : '';
  return new ProblemError(problem('model_not_ready', `"${want.model}" is not ready ${after}.${why}`));
}
