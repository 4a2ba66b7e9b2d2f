/** A world for the router in virtual time: callers, replicas with their true speeds, and faults. All chance comes from the seed. */
import { ProblemError } from '../../../contract/problem.ts';
import type { ReplicaState } from '../../../contract/replica.ts';
import { Dispatcher, type Outcome } from '../../../main/router/dispatcher.ts';
import type { FairQueueLimits } from '../../../main/router/fair-queue.ts';
import type { RouterReplica, RouterSnapshot } from '../../../main/router/snapshot.ts';
import type { Grant, Ticket } from '../../../main/router/ticket.ts';
import { aModel, aPrefix, aReplica, aWant } from './router-office.ts';
import { seeded } from '../seeded.ts';
import { Timeline } from './timeline.ts';

export interface WorldOptions {
  readonly replicas: number;
  readonly models: number;
  readonly callers: number;
  readonly seconds: number;
  readonly requestsPerSecond: number;
  /** Chance of a fault, for each replica and second. */
  readonly faults: number;
  readonly limits: FairQueueLimits;
  /** Each caller has ten requests open, all the time. */
  readonly greedy?: boolean;
  /** So many replicas fail each request after five milliseconds, for ever. */
  readonly black?: number;
}

const patienceMs = 60_000;
const silenceMs = 10_000;
const greed = 10;

/** One request and its way. */
interface Request {
  readonly id: number;
  readonly caller: number;
  readonly model: string;
  readonly tokens: number;
  readonly conversation: number;
  readonly askedAt: number;
  waitSince: number;
  written: number;
  variant: string | null;
  ticket: Ticket | null;
  grant: Grant | null;
  grantedAt: number;
  end: 'done' | 'refused' | 'gave up' | null;
}

interface Machine {
  readonly speed: number;
  replica: RouterReplica;
  readonly running: Set<Request>;
  /** Fails each request at once. */
  black: boolean;
  /** Says nothing more. */
  silent: boolean;
}

export class RouterWorld {
  readonly #options: WorldOptions;
  readonly #time = new Timeline();
  readonly #chance: ReturnType<typeof seeded>;
  readonly #dispatcher: Dispatcher;
  readonly #machines = new Map<string, Machine>();
  readonly #open = new Set<Request>();
  readonly #byTicket = new Map<Ticket, Request>();
  #snapshot: RouterSnapshot | null = null;
  #asked = 0;
  #wakeAt = 0;
  readonly #seen = {
    doubles: [] as string[],
    overbooked: [] as string[],
    openAtTheEnd: [] as number[],
    asked: 0,
    done: 0,
    refused: 0,
    gaveUp: 0,
    moved: 0,
    faults: 0,
    mostWaiting: 0,
    mostRunning: 0,
    mostEntries: 0,
    longestWait: 0,
    served: [] as number[],
    triedOn: new Map<string, number>(),
  };

  constructor(seed: number, options: WorldOptions) {
    this.#options = options;
    this.#chance = seeded(seed);
    this.#dispatcher = new Dispatcher(options.limits);
    this.#seen.served = Array.from({ length: options.callers }, () => 0);
    for (let at = 0; at < options.replicas; at += 1) {
      const variant = `v${at % options.models}${this.#roll(5) === 0 ? 'b' : ''}`;
      const more = { model: `m${at % options.models}`, variant, slots: 1 + this.#roll(4), tokensPerSecond: 0 };
      const replica = aReplica(`r${at}`, more);
      const black = at < (options.black ?? 0);
      this.#machines.set(replica.replicaId, {
        replica,
        speed: 5 + this.#roll(55),
        running: new Set(),
        black,
        silent: false,
      });
    }
  }

  get entries(): number {
    return this.#dispatcher.entries;
  }

  /** Runs to the end, and then on until nothing is open. */
  run() {
    const { seconds, requestsPerSecond, greedy, callers, replicas, faults } = this.#options;
    const end = seconds * 1000;
    if (greedy) for (let at = 0; at < callers * greed; at += 1) this.#time.at(at, () => this.#ask(at % callers));
    else {
      for (let at = 0; at < seconds * requestsPerSecond; at += 1) {
        this.#time.at(this.#roll(end), () => this.#ask(this.#roll(callers)));
      }
    }
    for (let at = 0; at < seconds * replicas * faults; at += 1) this.#time.at(this.#roll(end), () => this.#fault());
    while (this.#time.next(end + 10 * patienceMs)) this.#turn();
    const seen = this.#seen;
    seen.openAtTheEnd = [...this.#open].map(({ id }) => id);
    return seen;
  }

  #roll(limit: number): number {
    return this.#chance.below(limit);
  }

  #ask(caller: number): void {
    if (this.#time.now >= this.#options.seconds * 1000) return;
    const { now } = this.#time;
    const request: Request = {
      id: ++this.#asked,
      caller,
      model: `m${this.#roll(this.#options.models)}`,
      tokens: 20 + this.#roll(380),
      conversation: this.#roll(300),
      askedAt: now,
      waitSince: now,
      written: 0,
      variant: null,
      ticket: null,
      grant: null,
      grantedAt: 0,
      end: null,
    };
    this.#seen.asked += 1;
    this.#open.add(request);
    this.#seek(request, false);
  }

  #seek(request: Request, begun: boolean): void {
    const { caller, model, variant, conversation } = request;
    const want = aWant({
      model,
      variant,
      callerId: `caller ${caller}`,
      weight: caller < this.#options.callers / 2 ? 1 : 2,
      prefix: aPrefix(512, String.fromCharCode(0x4e00 + conversation)),
      begun,
    });
    this.#see();
    try {
      const asked = this.#dispatcher.ask(want, this.#time.now);
      if (!('since' in asked)) return this.#start(request, asked);
      request.ticket = asked;
      this.#byTicket.set(asked, request);
      this.#time.at(request.waitSince + patienceMs, () => {
        if (request.ticket !== asked) return;
        if (!this.#dispatcher.leave(asked)) this.#seen.doubles.push(`${request.id} waited outside the queue`);
        this.#unwait(request);
        this.#finish(request, 'gave up');
      });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.#finish(request, 'refused');
    }
  }

  #unwait(request: Request): void {
    if (request.ticket) this.#byTicket.delete(request.ticket);
    request.ticket = null;
  }

  #start(request: Request, grant: Grant): void {
    const { replicaId, slots } = grant.replica;
    const machine = this.#machines.get(replicaId);
    if (!machine) throw new Error(`no machine for ${replicaId}`);
    const { now } = this.#time;
    if (request.grant || request.end) this.#seen.doubles.push(`${request.id} was served twice`);
    this.#seen.longestWait = Math.max(this.#seen.longestWait, (now - request.waitSince) / 1000);
    this.#seen.triedOn.set(replicaId, (this.#seen.triedOn.get(replicaId) ?? 0) + 1);
    Object.assign(request, { grant, grantedAt: now, variant: request.written > 0 ? request.variant : null });
    machine.running.add(request);
    if (machine.running.size > slots) this.#seen.overbooked.push(`${replicaId} at ${now}`);
    this.#seen.mostRunning = Math.max(this.#seen.mostRunning, this.#dispatcher.running);
    const whenHere = (milliseconds: number, run: () => void): void =>
      this.#time.in(milliseconds, () => {
        if (request.grant === grant) run();
      });
    if (machine.black) return whenHere(5, () => this.#lose(request, machine));
    if (machine.silent) return whenHere(silenceMs, () => this.#lose(request, machine));
    whenHere(200, () => this.#dispatcher.passed(grant));
    whenHere(200 + ((request.tokens - request.written) / machine.speed) * 1000, () => {
      this.#leave(request, machine, 'done');
      this.#finish(request, 'done');
    });
  }

  /** It leaves its replica with as many tokens as that could write. */
  #leave(request: Request, machine: Machine, kind: Exclude<Outcome['kind'], 'full'>): void {
    const { grant, grantedAt } = request;
    if (!grant) return;
    const seconds = Math.max(0, (this.#time.now - grantedAt - 200) / 1000);
    const writes = !machine.black && !machine.silent;
    const tokens = writes ? Math.min(request.tokens - request.written, Math.floor(seconds * machine.speed)) : 0;
    request.written += tokens;
    if (request.written > 0) request.variant = grant.replica.variant;
    machine.running.delete(request);
    request.grant = null;
    this.#seen.served[request.caller] = (this.#seen.served[request.caller] ?? 0) + (this.#time.now - grantedAt) / 1000;
    const ran = tokens > 0 ? { tokens, seconds, promptTokens: 150, promptSeconds: 0.2 } : null;
    this.#dispatcher.end(grant, { kind, ran }, this.#time.now);
  }

  /** Its replica failed: it goes on elsewhere. */
  #lose(request: Request, machine: Machine): void {
    this.#leave(request, machine, 'failed');
    if (request.written > 0) request.waitSince = this.#time.now;
    this.#seen.moved += 1;
    this.#seek(request, true);
  }

  #finish(request: Request, end: NonNullable<Request['end']>): void {
    if (request.end) this.#seen.doubles.push(`${request.id} ended twice`);
    request.end = end;
    this.#open.delete(request);
    if (end === 'done') this.#seen.done += 1;
    else if (end === 'refused') this.#seen.refused += 1;
    else this.#seen.gaveUp += 1;
    if (this.#options.greedy) this.#time.in(1, () => this.#ask(request.caller));
  }

  #fault(): void {
    this.#seen.faults += 1;
    const machine = [...this.#machines.values()][this.#roll(this.#machines.size)];
    if (!machine || machine.replica.state !== 'ready' || machine.black || machine.silent) return;
    const kind = this.#roll(4);
    if (kind === 0) {
      this.#become(machine, 'failed');
      for (const request of machine.running) this.#lose(request, machine);
      this.#time.in(5_000, () => this.#become(machine, 'ready'));
    } else if (kind === 1) {
      this.#become(machine, 'draining');
      this.#time.in(30_000, () => {
        this.#become(machine, 'loading');
        for (const request of machine.running) this.#lose(request, machine);
      });
      this.#time.in(40_000, () => this.#become(machine, 'ready'));
    } else {
      const what = kind === 2 ? 'black' : 'silent';
      machine[what] = true;
      // What runs there is noticed by its silence, or breaks now.
      const stopped = [...machine.running].map((request) => ({ request, grant: request.grant }));
      this.#time.in(kind === 2 ? 0 : silenceMs, () => {
        for (const { request, grant } of stopped) if (grant && request.grant === grant) this.#lose(request, machine);
      });
      this.#time.in(20_000, () => (machine[what] = false));
    }
  }

  #become(machine: Machine, state: ReplicaState): void {
    machine.replica = { ...machine.replica, state };
    this.#snapshot = null;
  }

  #see(): void {
    const models = Array.from({ length: this.#options.models }, (_, at) => aModel(`m${at}`));
    this.#snapshot ??= { models, replicas: [...this.#machines.values()].map(({ replica }) => replica) };
    this.#dispatcher.see(this.#snapshot);
  }

  #turn(): void {
    this.#see();
    for (const turn of this.#dispatcher.turn(this.#time.now)) {
      if (turn.kind === 'move') this.#move(turn.grant);
      else if (turn.kind !== 'told') this.#settle(turn);
    }
    const next = this.#dispatcher.nextTurnAt(this.#time.now);
    if (next !== null && !(this.#wakeAt > this.#time.now && this.#wakeAt <= next)) {
      this.#wakeAt = next;
      this.#time.at(next, () => undefined);
    }
    const { waiting, entries } = this.#dispatcher;
    this.#seen.mostWaiting = Math.max(this.#seen.mostWaiting, waiting);
    this.#seen.mostEntries = Math.max(this.#seen.mostEntries, entries);
  }

  #settle(turn: { ticket: Ticket } & ({ kind: 'granted'; grant: Grant } | { kind: 'refused' })): void {
    const request = this.#byTicket.get(turn.ticket);
    if (!request) return void this.#seen.doubles.push('a ticket of nobody got a turn');
    this.#unwait(request);
    if (turn.kind === 'granted') this.#start(request, turn.grant);
    else this.#finish(request, 'refused');
  }

  /** Its replica is being emptied. */
  #move(grant: Grant): void {
    const machine = this.#machines.get(grant.replica.replicaId);
    const request = machine && [...machine.running].find((one) => one.grant === grant);
    if (!machine || !request || !grant.next) return void this.#seen.doubles.push('nobody to move');
    this.#leave(request, machine, 'left');
    request.waitSince = this.#time.now;
    this.#start(request, grant.next);
  }
}
