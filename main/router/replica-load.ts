/** One replica as the router knows it: what the snapshot says, who runs on it, how fast it was, and whether it does what it should. */
import { CachedSlots, type CachedSlot } from './cached-slots.ts';
import { Health } from './health.ts';
import { pieceLength } from './prefix-hashes.ts';
import type { RouterReplica } from './snapshot.ts';

/** What one attempt showed of a replica. */
export interface Ran {
  /** Tokens that there were to read, in the cache or not, and how long that took; 0: it did not come so far. */
  readonly promptTokens: number;
  readonly promptSeconds: number;
  /** Tokens that were written, and how long that took. */
  readonly tokens: number;
  readonly seconds: number;
}

/** A request on its replica. */
export interface Run {
  readonly startedAt: number;
  /** When it is expected to end. */
  readonly endsAt: number;
  /** How many ran beside it at its start. */
  readonly beside: number;
  /** Pieces of its prompt that were in the cache. */
  readonly cached: number;
  readonly slot: CachedSlot;
}

/** Each answer that runs beside another costs it so much of its speed: between a batch that costs nothing and a rate that is shared. */
const crowding = 0.5;
/** How much a new measurement counts. */
const newest = 0.25;
/** Fewer tokens say little: written ones come in one piece, and to read few takes as long as to begin. */
const least = { written: 8, read: 64 };

export class ReplicaLoad {
  readonly health = new Health();
  readonly caches = new CachedSlots();
  /** Agents say that they are full a moment after a slot came free. Until then it counts as full. */
  fullUntil = 0;
  /** Seconds of work that waits for this replica though others are free. */
  queuedSeconds = 0;
  readonly runs: Set<Run>;
  #replica: RouterReplica;
  /** Tokens per second of one answer that runs alone; 0: not measured. */
  #speed = 0;
  #promptSpeed = 0;

  /** @param runs that others share with it, as they share its slots */
  constructor(replica: RouterReplica, runs: Set<Run> = new Set()) {
    this.#replica = replica;
    this.runs = runs;
  }

  get replica(): RouterReplica {
    return this.#replica;
  }

  /** One that left "ready" comes back as a new one, with empty caches. */
  see(replica: RouterReplica): void {
    this.#replica = replica;
    if (replica.state === 'ready' || replica.state === 'draining') return;
    this.health.renew();
    this.caches.clear();
  }

  get speed(): number {
    return this.#speed || this.#replica.tokensPerSecond;
  }

  isFull(now: number): boolean {
    return this.runs.size >= this.#replica.slots || this.fullUntil > now;
  }

  start(hashes: readonly number[], expectedSeconds: number, now: number): Run {
    const cached = this.caches.matched(hashes, false, now);
    const slot = this.caches.take(hashes, this.#replica.slots, now);
    const run = { startedAt: now, endsAt: now + expectedSeconds * 1000, beside: this.runs.size, cached, slot };
    this.runs.add(run);
    this.health.took(now);
    return run;
  }

  end(run: Run, now: number): void {
    this.runs.delete(run);
    this.caches.release(run.slot, now);
  }

  measured({ beside, cached }: Run, ran: Ran, tokensPerCharacter: number): void {
    if (ran.tokens >= least.written && ran.seconds > 0) {
      const alone = (ran.tokens / ran.seconds) * (1 + crowding * beside);
      this.#speed += (alone - this.#speed) * (this.#speed === 0 ? 1 : newest);
    }
    const read = ran.promptTokens - cached * pieceLength * tokensPerCharacter;
    if (read >= least.read && ran.promptSeconds > 0) {
      const speed = read / ran.promptSeconds;
      this.#promptSpeed += (speed - this.#promptSpeed) * (this.#promptSpeed === 0 ? 1 : newest);
    }
  }

  /** Tokens per second of one more answer. @param guess of its speed alone, as long as it is not measured */
  speedOfNext(guess: number): number {
    const beside = Math.min(this.runs.size, this.#replica.slots - 1);
    return (this.speed || guess) / (1 + crowding * beside);
  }

  /** Tokens of a prompt that it reads in a second. Unmeasured: ten times what it writes, which is little for any card. */
  promptSpeed(guess: number): number {
    return this.#promptSpeed || 10 * (this.speed || guess);
  }

  /** Seconds until one of its slots is expected to be free, when it is full. */
  secondsToSlot(now: number): number {
    let soonest = Infinity;
    for (const { startedAt, endsAt } of this.runs) {
      // What lasts longer than expected lasts longer still: a quarter of its time so far.
      soonest = Math.min(soonest, Math.max(endsAt - now, (now - startedAt) / 4));
    }
    const ahead = this.queuedSeconds / this.#replica.slots;
    return (soonest === Infinity ? Math.max(0, this.fullUntil - now) : soonest) / 1000 + ahead;
  }
}
