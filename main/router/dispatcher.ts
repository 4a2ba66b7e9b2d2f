/**
 * Who gets which slot, and who waits: the router's one changing state. It has no clock and waits for nothing: each call gets the
 * time in milliseconds, and `turn` tells what became of those who wait. The slots counted here are the truth, as no one else uses
 * the machines; what agents report comes late and would make two requests race for one slot.
 */
import type { Problem } from '../../contract/errors.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import { Averages } from './averages.ts';
import { choose, type RouterChoice } from './choose.ts';
import type { Work } from './expected-seconds.ts';
import { FairQueue, type FairQueueLimits } from './fair-queue.ts';
import { KnownReplicas } from './known-replicas.ts';
import type { Ran, ReplicaLoad } from './replica-load.ts';
import type { RouterSnapshot } from './snapshot.ts';
import type { Grant, Ticket, Wait, Want } from './ticket.ts';

/** What became of a ticket, or of a grant whose replica is being emptied. */
export type Turn =
  | { readonly kind: 'granted'; readonly ticket: Ticket; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly ticket: Ticket; readonly problem: Problem }
  | { readonly kind: 'told'; readonly ticket: Ticket }
  /** `grant.next` is kept for it. */
  | { readonly kind: 'move'; readonly grant: Grant };

/** How a request left its slot. `ran`: null when it showed nothing of the replica's speed. */
export type Outcome =
  | { readonly kind: 'done' | 'left'; readonly ran: Ran | null }
  /** The replica or its machine failed. */
  | { readonly kind: 'failed'; readonly ran: Ran | null }
  /** Its agent says that all slots are busy, or an external server does. `forMs`: how long it asks to be left alone. */
  | { readonly kind: 'full'; readonly forMs?: number };

const usual = new Averages();
const fullMs = 50;
/** A request waits this much longer than expected for a busy replica before it takes any. */
const patience = 1.5;
/** So many requests wait for a busy replica at most: each is looked at anew at every turn. */
const mostHeld = 16;
const mostRetrySeconds = 60;

export class Dispatcher {
  readonly #known = new KnownReplicas();
  readonly #queue: FairQueue<Ticket>;
  readonly #averages = new Map<string, Averages>();
  /** Replicas that requests wait for though others are free. */
  readonly #heldFor = new Set<ReplicaLoad>();
  /** How many requests do. */
  #held = 0;
  /** What runs on replicas that are being emptied is found here. */
  readonly #grants = new Set<Grant>();

  constructor(limits: FairQueueLimits) {
    this.#queue = new FairQueue(limits);
  }

  /** Requests that wait. */
  get waiting(): number {
    return this.#queue.size;
  }

  /** Requests that have a slot. */
  get running(): number {
    return this.#grants.size;
  }

  /** What it holds in memory, in entries: bounded by the office and the queue's limits, not by time. */
  get entries(): number {
    return this.#queue.size + this.#queue.callers + this.#known.size + this.#averages.size + this.#grants.size;
  }

  see(snapshot: RouterSnapshot): void {
    this.#known.see(snapshot);
    if (this.#averages.size <= 2 * snapshot.models.length) return;
    const names = new Set(snapshot.models.map(({ name }) => name));
    for (const name of this.#averages.keys()) if (!names.has(name)) this.#averages.delete(name);
  }

  /**
   * A request comes: it gets a slot at once, or waits.
   * @throws ProblemError model_not_found, model_not_placed, or overloaded with the seconds after which to try again
   */
  ask(want: Want, now: number): Grant | Ticket {
    const mayHold = !want.begun && this.#held < mostHeld && this.#queue.admission(want.callerId) === 'admitted';
    const choice = this.#choose(want, mayHold, now);
    if (choice.kind === 'refuse') throw new ProblemError(choice.problem);
    if (choice.kind === 'replica') {
      const charged = this.#of(want.model).holdSeconds;
      if (!want.begun) this.#queue.charge(want.callerId, charged, want.weight);
      return this.#grant(choice, want, now, charged);
    }
    const ticket: Ticket = { want, since: now, heldUntil: null, wait: null };
    if (want.begun) this.#queue.addBegun(ticket);
    else this.#admit(ticket);
    return ticket;
  }

  /** A request gives up waiting. True when it waited. */
  leave(ticket: Ticket): boolean {
    return this.#queue.remove(ticket);
  }

  /** Gives free slots to those who wait, in fair order, and tells the others their places; empties what drains. */
  turn(now: number): Turn[] {
    const turns: Turn[] = [];
    this.#empty(now, turns);
    for (const load of this.#heldFor) load.queuedSeconds = 0;
    this.#heldFor.clear();
    this.#held = 0;
    if (this.#queue.size === 0) return turns;
    /** Of each model and file: why it waits, how many were told so, and the seconds from one to the next. */
    const lines = new Map<string, { wait: RouterChoice & { kind: 'wait' }; count: number; each: number }>();
    for (const ticket of this.#queue.inOrder()) {
      const { want } = ticket;
      const name = `${want.model}\n${want.variant ?? ''}\n${want.ownOnly ?? false}`;
      const line = lines.get(name);
      const mayHold = !want.begun && this.#held < mostHeld && (ticket.heldUntil === null || now < ticket.heldUntil);
      const choice = line?.wait ?? this.#choose(want, mayHold, now);
      if (choice.kind === 'replica') {
        const charged = this.#of(want.model).holdSeconds;
        this.#queue.take(ticket, charged);
        turns.push({ kind: 'granted', ticket, grant: this.#grant(choice, want, now, charged) });
      } else if (choice.kind === 'refuse') {
        this.#queue.remove(ticket);
        turns.push({ kind: 'refused', ticket, problem: choice.problem });
      } else if (choice.kind === 'hold') {
        const { load, expected, reason } = choice;
        ticket.heldUntil ??= now + expected.slot * 1000 * patience;
        load.queuedSeconds += expected.work;
        this.#heldFor.add(load);
        this.#held += 1;
        if (tell(ticket, { place: 1, seconds: round(expected.slot), reason })) turns.push({ kind: 'told', ticket });
      } else {
        const count = (line?.count ?? 0) + 1;
        const each = line?.each ?? this.#secondsToTurn(want.model, 1);
        lines.set(name, { wait: choice, count, each });
        const seconds = choice.ready ? round(count * each) : null;
        const wait = { place: choice.ready ? count : null, seconds, reason: choice.reason };
        if (tell(ticket, wait)) turns.push({ kind: 'told', ticket });
      }
    }
    return turns;
  }

  /** When time alone changes something for those who wait: `turn` is due then. Null: only an event does. */
  nextTurnAt(now: number): number | null {
    if (this.#queue.size === 0) return null;
    let at = Infinity;
    const later = (moment: number): void => void (at = moment > now ? Math.min(at, moment) : at);
    const models = new Set<string>();
    for (const { want, heldUntil } of this.#queue.all()) {
      later(heldUntil ?? Infinity);
      models.add(want.model);
    }
    for (const model of models) {
      for (const { health, fullUntil } of this.#known.loads.get(model) ?? []) {
        later(fullUntil);
        later(health.from);
        later(health.lastResortFrom);
      }
    }
    return at === Infinity ? null : at;
  }

  /** The request's first token came: its replica does what it should. */
  passed({ load }: Grant): void {
    load.health.passed();
  }

  /** A request leaves its slot. Once for each grant; again changes nothing. */
  end(grant: Grant, outcome: Outcome, now: number): void {
    if (grant.ended) return;
    grant.ended = true;
    this.#grants.delete(grant);
    const { load, run, want, charged } = grant;
    load.end(run, now);
    const heldSeconds = (now - run.startedAt) / 1000;
    if (outcome.kind === 'full') {
      load.fullUntil = now + (outcome.forMs ?? fullMs);
      return;
    }
    if (outcome.kind === 'failed') load.health.failed(run.startedAt, now);
    else load.health.leftOpen(run.startedAt, now);
    if (!want.begun) this.#queue.correct(want.callerId, heldSeconds - charged);
    if (outcome.kind === 'done') this.#of(want.model).held(heldSeconds);
    if (outcome.ran) load.measured(run, outcome.ran, this.#of(want.model).tokensPerCharacter);
  }

  /** A prompt was counted; its answer too, when it came to its end. */
  counted(model: string, promptTokens: number, characters: number, answerTokens: number | null): void {
    this.#of(model).counted(promptTokens, characters, answerTokens);
  }

  #admit(ticket: Ticket): void {
    const { callerId, weight, model } = ticket.want;
    const admission = this.#queue.add(callerId, ticket, weight);
    if (admission === 'admitted') return;
    const whose = admission === 'full' ? 'requests wait' : 'requests of this key wait';
    const seconds = Math.ceil(this.#secondsToTurn(model, this.#queue.size + 1));
    const retryAfter = Math.min(mostRetrySeconds, Math.max(1, seconds));
    refuse('overloaded', `Too many ${whose} already: ${this.#queue.size}.`, { retryAfter });
  }

  /** What runs on a replica that is being emptied goes on elsewhere, as soon as there is a free slot for the same file. */
  #empty(now: number, turns: Turn[]): void {
    if (!this.#known.draining) return;
    for (const grant of this.#grants) {
      const { load, next, want, replica } = grant;
      if (next || load.replica.state !== 'draining') continue;
      const elsewhere = { ...want, variant: replica.variant, begun: true };
      const choice = this.#choose(elsewhere, false, now);
      if (choice.kind !== 'replica') continue;
      grant.next = this.#grant(choice, elsewhere, now, 0);
      turns.push({ kind: 'move', grant });
    }
  }

  #choose(want: Want, mayHold: boolean, now: number): RouterChoice {
    const { model, variant, ownOnly = false } = want;
    return choose(this.#known, { model, variant, ownOnly, work: this.#workOf(want), mayHold }, now);
  }

  #workOf({ model, prefix, maxTokens }: Want): Work {
    // A name that nobody knows leaves nothing behind.
    const { tokensPerCharacter, answerTokens } = this.#averages.get(model) ?? usual;
    return {
      hashes: prefix.hashes,
      promptTokens: prefix.length * tokensPerCharacter,
      answerTokens: Math.min(answerTokens, maxTokens ?? Infinity),
      tokensPerCharacter,
    };
  }

  #grant({ load, expected }: RouterChoice & { kind: 'replica' }, want: Want, now: number, charged: number): Grant {
    const run = load.start(want.prefix.hashes, expected.work, now);
    const grant: Grant = { replica: load.replica, want, load, run, charged, next: null, ended: false };
    this.#grants.add(grant);
    return grant;
  }

  #of(model: string): Averages {
    let averages = this.#averages.get(model);
    if (!averages) this.#averages.set(model, (averages = new Averages()));
    return averages;
  }

  /** Seconds until the nth in the queue of a model gets a slot, if slots come free as they did lately. */
  #secondsToTurn(model: string, place: number): number {
    const slots = (this.#known.loads.get(model) ?? []).reduce(slotsReady, 0);
    return (place * this.#of(model).holdSeconds) / Math.max(1, slots);
  }
}

const slotsReady = (sum: number, { replica }: ReplicaLoad): number =>
  sum + (replica.state === 'ready' ? replica.slots : 0);

/** An estimate with as many digits as it deserves. */
const round = (seconds: number): number =>
  seconds < 10
    ? Math.max(1, Math.round(seconds))
    : seconds < 60
      ? 5 * Math.round(seconds / 5)
      : 30 * Math.round(seconds / 30);

/** True when it is news. A new estimate alone is none: it would come with each answer that ends. */
function tell(ticket: Ticket, wait: Wait): boolean {
  const { wait: before } = ticket;
  if (before?.place === wait.place && before.reason === wait.reason) return false;
  ticket.wait = wait;
  return true;
}
