/** A replica of a simulated agent: the states of contract/replica.ts, each with its time, and memory that is really held. */
import type { Problem } from '../../../contract/errors.ts';
import type { GenerateFrame, GenerateRequest } from '../../../contract/generate.ts';
import { problem, refuse } from '../../../contract/problem.ts';
import {
  replicaTransitions,
  shareOf,
  totalBytes,
  type ReplicaMemory,
  type ReplicaReport,
  type ReplicaSpec,
  type ReplicaState,
} from '../../../contract/replica.ts';
import type { Ground } from './ground.ts';
import { realMemory } from './sim-models.ts';
import { writeAnswer } from './sim-answer.ts';
import type { SimCard } from './sim-card.ts';

/** As agents have it. */
const drainMs = 60_000;
const shownGoneMs = 3_000;

interface ReplicaHome {
  readonly ground: Ground;
  readonly cards: readonly SimCard[];
  readonly lacks: (sha256: string) => boolean;
  readonly arrived: (sha256: string) => void;
  /** Why this load fails, if it shall. */
  readonly trouble: () => 'out_of_memory' | 'engine_unavailable' | null;
  /** It did not fit. */
  readonly tooLarge: (replica: SimReplica) => void;
  readonly changed: () => void;
  readonly forget: (replica: SimReplica) => void;
}

type Deliver = (frame: GenerateFrame) => void;

export class SimReplica {
  readonly spec: ReplicaSpec;
  readonly #home: ReplicaHome;
  readonly #answers = new Map<Deliver, () => void>();
  #state: ReplicaState;
  #since: number;
  #problem: Problem | null = null;
  #memory: ReplicaMemory | null = null;
  #tokens = 0;
  /** Steps that were planned before its last change are none any more. */
  #step = 0;

  constructor(spec: ReplicaSpec, home: ReplicaHome) {
    this.spec = spec;
    this.#home = home;
    this.#since = home.ground.time.now;
    this.#state = home.lacks(spec.variant.sha256) ? 'copying' : 'loading';
    if (this.#state === 'copying') {
      this.#after(home.ground.between(5_000, 60_000), () => {
        home.arrived(spec.variant.sha256);
        this.#move('loading');
        this.#load();
      });
    } else this.#load();
  }

  get state(): ReplicaState {
    return this.#state;
  }

  get busy(): number {
    return this.#answers.size;
  }

  report(): ReplicaReport {
    const { spec } = this;
    return {
      spec,
      state: this.#state,
      since: this.#since,
      problem: this.#problem,
      memory: this.#memory,
      proof: null,
      slotsBusy: this.busy,
      tokensGenerated: this.#tokens,
      tokensPerSecond: this.busy * 25,
      pid: null,
    };
  }

  /** Drains, and goes. */
  leave(): void {
    switch (this.#state) {
      case 'ready':
        this.#move('draining');
        if (this.busy === 0) return this.#unload();
        return this.#after(drainMs, () => this.#unload());
      case 'copying':
      case 'loading':
      case 'warming':
        return this.#unload();
      case 'failed':
        return this.#gone();
      default:
    }
  }

  /** Its process ends by itself. */
  crash(): void {
    if (!['loading', 'warming', 'ready', 'draining'].includes(this.#state)) return;
    this.#fail(problem('engine_crashed', 'The runner ended.'));
  }

  /** The whole agent ends: nothing is said any more. */
  vanish(): void {
    this.#step += 1;
    for (const stop of this.#answers.values()) stop();
    this.#answers.clear();
  }

  /** @returns how to stop it. @throws ProblemError model_not_ready or no_free_slot */
  begin(request: GenerateRequest, deliver: Deliver): () => void {
    const { ground, changed } = this.#home;
    if (this.#state !== 'ready') refuse('model_not_ready', `It is ${this.#state}.`);
    if (this.busy >= this.spec.slots) refuse('no_free_slot', 'All slots are busy.');
    const leave = (): void => {
      if (!this.#answers.delete(deliver)) return;
      changed();
      if (this.#state === 'draining' && this.busy === 0) this.#unload();
    };
    const stopWriting = writeAnswer(ground, request, (frame) => {
      if (frame.type === 'token') this.#tokens += 1;
      deliver(frame);
      if (frame.type === 'end') leave();
    });
    this.#answers.set(deliver, stopWriting);
    changed();
    return () => {
      stopWriting();
      leave();
    };
  }

  #load(): void {
    const { ground, trouble, tooLarge } = this.#home;
    const why = trouble();
    if (why) return this.#after(ground.between(200, 4_000), () => this.#fail(problem(why, 'It could not be loaded.')));
    this.#after(ground.between(100, 500), () => {
      const memory = realMemory(this.spec);
      const parts = this.#cards().map((card) => ({ card, bytes: totalBytes(memory) * shareOf(this.spec, card.id) }));
      if (parts.some(({ card, bytes }) => bytes > card.freeBytes)) {
        tooLarge(this);
        return this.#fail(problem('out_of_memory', 'The card is full.'));
      }
      for (const { card, bytes } of parts) {
        card.held.set(this.spec.replicaId, bytes);
        card.moving.add(this.spec.replicaId);
      }
      this.#after(ground.between(2_000, 20_000), () => {
        this.#memory = memory;
        this.#move('warming');
        this.#after(ground.percent(3) ? 40_000 : ground.between(200, 2_000), () => {
          for (const { card } of parts) card.moving.delete(this.spec.replicaId);
          this.#move('ready');
        });
      });
    });
  }

  #fail(why: Problem): void {
    this.#step += 1;
    this.#free();
    const answers = [...this.#answers];
    this.#answers.clear();
    for (const [deliver, stop] of answers) {
      stop();
      deliver({ type: 'error', problem: why });
    }
    this.#problem = why;
    this.#move('failed');
  }

  /** Its memory is free a moment later. Answers that still run are cut off. */
  #unload(): void {
    this.#step += 1;
    const answers = [...this.#answers];
    this.#answers.clear();
    for (const [deliver, stop] of answers) {
      stop();
      deliver({ type: 'end', reason: 'abort', text: '' });
    }
    for (const card of this.#cards()) if (card.held.has(this.spec.replicaId)) card.moving.add(this.spec.replicaId);
    this.#after(this.#home.ground.between(100, 1_500), () => this.#gone());
  }

  #gone(): void {
    this.#free();
    this.#move('gone');
    this.#after(shownGoneMs, () => this.#home.forget(this));
  }

  #free(): void {
    for (const card of this.#cards()) {
      card.held.delete(this.spec.replicaId);
      card.moving.delete(this.spec.replicaId);
    }
    this.#memory = null;
  }

  #cards(): SimCard[] {
    return this.#home.cards.filter(({ id }) => this.spec.gpuIds.includes(id));
  }

  #move(state: ReplicaState): void {
    const { ground, changed } = this.#home;
    if (!replicaTransitions[this.#state].includes(state)) {
      throw new Error(`a simulated replica cannot become ${state} from ${this.#state}`);
    }
    ground.history.note(`${this.spec.replicaId} is ${state}`);
    this.#state = state;
    this.#since = ground.time.now;
    changed();
  }

  #after(milliseconds: number, run: () => void): void {
    const step = ++this.#step;
    this.#home.ground.time.in(milliseconds, () => {
      if (this.#step === step) run();
    });
  }
}
