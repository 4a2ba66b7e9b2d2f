/** The slots: the waiting side of the router's dispatcher. It brings snapshots, time and patience; what is decided, is decided there. */
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { Dispatcher, type Outcome, type Turn } from '../router/dispatcher.ts';
import type { FairQueueLimits } from '../router/fair-queue.ts';
import type { RouterReplica } from '../router/snapshot.ts';
import type { Grant, Ticket, Want } from '../router/ticket.ts';
import type { AnswerPiece } from './answer.ts';
import type { Fleet } from './fleet.ts';

export interface SlotWant extends Want {
  /** Since when it waits, in milliseconds since 1970: over several attempts, from the first. */
  readonly since: number;
  /** How long it waits at most, from `since` on. */
  readonly waitMs: number;
}

type SlotWait = AnswerPiece & { readonly type: 'waiting' };

export interface SlotLease {
  readonly replica: RouterReplica;
  /** Aborted when the replica is being emptied and a slot elsewhere is kept: see `next`. */
  readonly leaving: AbortSignal;
  /** The slot that is kept, once; null when there is none. Who takes it releases it. */
  next(): SlotLease | null;
  /** The first token came. */
  passed(): void;
  /** Once; a slot that is kept and was not taken goes with it. */
  release(outcome: Outcome): void;
}

/** One who waits, and what became of that. */
interface Waiter {
  outcome: { lease: SlotLease } | { error: unknown } | null;
  told: boolean;
  wake: () => void;
}

/** While nobody waits, only what drains is of interest: looked for this often, however often reports come. */
const lookEveryMs = 100;
/** Longer sleeps than this would overflow a timer; nothing here takes so long. */
const longestSleepMs = 60_000;

/** Told what is asked of each model; each returns how to say that it is over. */
interface TrafficNotes {
  waits(model: string): () => void;
  answers(model: string): () => void;
}

interface SlotsParts {
  readonly fleet: Fleet;
  readonly traffic: TrafficNotes;
  readonly clock: Clock;
  /** A person paused the office: who has no slot yet gets none. */
  readonly isPaused?: () => boolean;
}

export class Slots {
  readonly #fleet: Fleet;
  readonly #traffic: TrafficNotes;
  readonly #clock: Clock;
  readonly #isPaused: () => boolean;
  readonly #dispatcher: Dispatcher;
  readonly #unsubscribe: () => void;
  readonly #waiters = new Map<Ticket, Waiter>();
  readonly #leaving = new WeakMap<Grant, AbortController>();
  #timer: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;

  constructor(
    { fleet, traffic, clock, isPaused = () => false }: SlotsParts,
    limits: FairQueueLimits = { total: 256, perCaller: 64 },
  ) {
    this.#fleet = fleet;
    this.#traffic = traffic;
    this.#clock = clock;
    this.#isPaused = isPaused;
    this.#dispatcher = new Dispatcher(limits);
    this.#unsubscribe = fleet.onChange(() => this.#changed());
  }

  /** Requests that wait for a slot. */
  get waiting(): number {
    return this.#dispatcher.waiting;
  }

  close(): void {
    this.#unsubscribe();
    clearTimeout(this.#timer);
    clearTimeout(this.#looking);
  }

  /**
   * Waits for a slot, telling place, estimate and reason whenever place or reason change.
   * @throws ProblemError office_paused, model_not_found, model_not_placed, overloaded, wait_too_long or model_not_ready; the signal's reason.
   */
  async *take(want: SlotWant, signal: AbortSignal): AsyncGenerator<SlotWait, SlotLease, void> {
    signal.throwIfAborted();
    // An answer that was begun is finished, whatever becomes of its machine.
    if (!want.begun && this.#isPaused()) refuse('office_paused', 'The office was paused by its admin.');
    this.#dispatcher.see(this.#fleet.snapshot());
    const asked = this.#dispatcher.ask(want, this.#clock.now());
    if (!('since' in asked)) return this.#lease(asked);

    const waiter: Waiter = { outcome: null, told: true, wake: () => {} };
    this.#waiters.set(asked, waiter);
    const waitsNoMore = this.#traffic.waits(want.model);
    const onAbort = (): void => settle(waiter, { error: signal.reason });
    signal.addEventListener('abort', onAbort, { once: true });
    const left = Math.max(0, want.since + want.waitMs - this.#clock.now());
    const timer = setTimeout(() => settle(waiter, { error: waitedTooLong(want, asked, this.#clock.now()) }), left);
    this.#turn();
    let handedOver = false;
    try {
      for (;;) {
        if (waiter.outcome && 'error' in waiter.outcome) throw waiter.outcome.error;
        if (waiter.outcome) {
          handedOver = true;
          return waiter.outcome.lease;
        }
        if (asked.wait && !waiter.told) {
          waiter.told = true;
          yield { type: 'waiting', ...asked.wait };
          continue;
        }
        await new Promise<void>((resolve) => (waiter.wake = resolve));
      }
    } finally {
      waitsNoMore();
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      this.#waiters.delete(asked);
      if (this.#dispatcher.leave(asked)) this.#turn();
      if (!handedOver && waiter.outcome && 'lease' in waiter.outcome) {
        waiter.outcome.lease.release({ kind: 'left', ran: null });
      }
    }
  }

  /** A prompt was counted; its answer too, when it came to its end. */
  counted(model: string, promptTokens: number, characters: number, answerTokens: number | null): void {
    this.#dispatcher.counted(model, promptTokens, characters, answerTokens);
  }

  #changed(): void {
    if (this.#dispatcher.waiting > 0) return this.#turn();
    if (this.#dispatcher.running === 0) return;
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined;
      this.#turn();
    }, lookEveryMs);
    this.#looking.unref();
  }

  #turn(): void {
    this.#dispatcher.see(this.#fleet.snapshot());
    const now = this.#clock.now();
    for (const turn of this.#dispatcher.turn(now)) this.#carryOut(turn);
    clearTimeout(this.#timer);
    const next = this.#dispatcher.nextTurnAt(now);
    if (next === null) return;
    this.#timer = setTimeout(() => this.#turn(), Math.min(longestSleepMs, Math.max(1, next - now)));
    this.#timer.unref();
  }

  #carryOut(turn: Turn): void {
    if (turn.kind === 'move') return this.#leaving.get(turn.grant)?.abort();
    const waiter = this.#waiters.get(turn.ticket);
    if (turn.kind === 'granted') {
      const lease = this.#lease(turn.grant);
      if (waiter) settle(waiter, { lease });
      // It left in the same moment.
      if (!waiter || waiter.outcome === null || !('lease' in waiter.outcome))
        lease.release({ kind: 'left', ran: null });
    } else if (waiter && turn.kind === 'refused') {
      settle(waiter, { error: new ProblemError(turn.problem) });
    } else if (waiter) {
      waiter.told = false;
      waiter.wake();
    }
  }

  #lease(grant: Grant): SlotLease {
    const leaving = new AbortController();
    this.#leaving.set(grant, leaving);
    const answersNoMore = this.#traffic.answers(grant.replica.model);
    let next: SlotLease | null = null;
    return {
      replica: grant.replica,
      leaving: leaving.signal,
      next: () => {
        if (next || !grant.next || grant.next.ended) return null;
        next = this.#lease(grant.next);
        return next;
      },
      passed: () => this.#dispatcher.passed(grant),
      release: (outcome) => {
        answersNoMore();
        const now = this.#clock.now();
        this.#dispatcher.end(grant, outcome, now);
        if (!next && grant.next) this.#dispatcher.end(grant.next, { kind: 'left', ran: null }, now);
        this.#turn();
      },
    };
  }
}

function settle(waiter: Waiter, outcome: NonNullable<Waiter['outcome']>): void {
  waiter.outcome ??= outcome;
  waiter.wake();
}

function waitedTooLong({ model, since }: SlotWant, { wait }: Ticket, now: number): ProblemError {
  const seconds = Math.round((now - since) / 1000);
  const after = `after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  if (!wait || wait.place === null) {
    return new ProblemError(
      problem('model_not_ready', `"${model}" is not ready ${after}.${wait ? ` ${wait.reason}` : ''}`),
    );
  }
  const place = `it was number ${wait.place} in the queue`;
  const retryAfter = wait.seconds === null ? {} : { retryAfter: Math.min(60, wait.seconds) };
  return new ProblemError(
    problem('wait_too_long', `No place for "${model}" became free ${after}; ${place}.`, retryAfter),
  );
}
