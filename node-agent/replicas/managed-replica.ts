/** One replica and its states; contract/replica.ts has the table of what may become what. */
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { Problem } from '../../contract/errors.ts';
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import type { Gpu } from '../../contract/hardware.ts';
import { refuse, toProblem } from '../../contract/problem.ts';
import {
  type ReplicaMemory,
  type ReplicaReport,
  type ReplicaSpec,
  type ReplicaState,
  replicaTransitions,
  totalBytes,
} from '../../contract/replica.ts';
import type { Log } from '../../common/log.ts';
import { aborted } from '../base/aborted.ts';
import type { Engine, LoadedReplica } from '../engine/engine.ts';
import { TokenRate } from './token-rate.ts';
import { warmUp } from './warm-up.ts';

/** The model files of a machine, as its replicas need them. */
export interface ReplicaFiles {
  /** Whether a file is not here, and may still come. */
  lacks(sha256: string): boolean;
  /** Waits until a file came. @throws ProblemError disk_full or model_file_missing when it will not; the signal's reason */
  arrival(sha256: string, sizeBytes: number, signal: AbortSignal): Promise<void>;
  /** @throws ProblemError when the file is not there or not itself */
  locate(sha256: string, sizeBytes: number, signal: AbortSignal): Promise<string>;
}

/** What a replica needs of the machine it runs on. */
export interface ReplicaHome {
  readonly engine: Engine;
  readonly files: ReplicaFiles;
  /** @throws ProblemError when a device is not there or not usable */
  readonly devices: (gpuIds: readonly string[], signal: AbortSignal) => Promise<Gpu[]>;
  /** How long a draining replica may finish its answers. */
  readonly drainMs: number;
  readonly log: Log;
  /** Called when an engine has ended, or a load was given up. @param bytes what it held, or would have held */
  readonly unloaded: (spec: ReplicaSpec, bytes: number) => void;
  /** Called after each change of a replica. */
  readonly changed: () => void;
}

/** One replica's life, from its wish to its end. `run` is the loop that owns the state; `leave` asks it to end. */
export class ManagedReplica {
  readonly spec: ReplicaSpec;
  readonly #home: ReplicaHome;
  readonly #rate = new TokenRate();
  /** Aborted when the replica shall go: ends the load. */
  readonly #leave = new AbortController();
  /** Aborted when answers in flight shall end, too. */
  readonly #stop = new AbortController();
  readonly #idle = new Set<() => void>();
  #answers = 0;
  #tokensGenerated = 0;
  #state: ReplicaState;
  #since = Date.now();
  #problem: Problem | null = null;
  #loaded: LoadedReplica | null = null;
  #moving = false;

  constructor(spec: ReplicaSpec, home: ReplicaHome) {
    this.spec = spec;
    this.#home = home;
    this.#state = home.files.lacks(spec.variant.sha256) ? 'copying' : 'loading';
  }

  get state(): ReplicaState {
    return this.#state;
  }

  /** Null while it is not loaded. */
  get memory(): ReplicaMemory | null {
    return this.#loaded?.memory ?? null;
  }

  /** Its memory grows or shrinks now: it is being loaded, warmed or unloaded. */
  get moving(): boolean {
    return this.#moving;
  }

  /** Answers being computed now. */
  get answers(): number {
    return this.#answers;
  }

  report(): ReplicaReport {
    const loaded = this.#loaded;
    // The count outlives its engine: a counter that fell back would be a negative rate.
    this.#tokensGenerated = loaded?.tokensGenerated ?? this.#tokensGenerated;
    const tokensGenerated = this.#tokensGenerated;
    return {
      spec: this.spec,
      state: this.#state,
      since: this.#since,
      problem: this.#problem,
      memory: this.memory,
      proof: loaded?.proof ?? null,
      slotsBusy: loaded?.slotsBusy ?? 0,
      tokensGenerated,
      tokensPerSecond: this.#rate.sample(performance.now(), tokensGenerated),
      pid: loaded?.pid ?? null,
    };
  }

  /** Loads, serves and, when asked to leave, drains. Resolves in the state `gone`; never throws. */
  async run(): Promise<void> {
    const { log } = this.#home;
    try {
      await this.#load();
      await this.#serve();
    } catch (error) {
      if (!this.#leave.signal.aborted) {
        log.warn({ err: error, replica: this.spec.replicaId }, 'a replica failed');
        this.#move('failed', toProblem(error));
      }
    }
    await this.#unload();
    // A failed replica stays in the list with its reason until the coordinator takes it away.
    if (!this.#leave.signal.aborted) await aborted(this.#leave.signal);
    this.#move('gone');
  }

  /** Asks the replica to go. @param now without finishing the answers in flight */
  leave(now: boolean): void {
    this.#leave.abort();
    if (now) this.#stop.abort();
  }

  /** @throws ProblemError model_not_ready or no_free_slot before the first frame */
  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateFrame, void, undefined> {
    if (this.spec.kind !== 'chat') {
      const does = this.spec.kind === 'reranker' ? 'puts texts in order' : 'makes vectors of texts';
      refuse('wrong_model_kind', `${this.spec.model} ${does} and writes no answers.`);
    }
    yield* this.#answer((loaded, until) => loaded.generate(request, until), signal);
  }

  /** @throws ProblemError model_not_ready or no_free_slot before the first frame */
  async *embed(request: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame, void, undefined> {
    if (this.spec.kind === 'chat') {
      refuse('wrong_model_kind', `${this.spec.model} writes answers and makes no vectors.`);
    }
    yield* this.#answer((loaded, until) => loaded.embed(request, until), signal);
  }

  /** It is in use as long as the frames are read. */
  async *#answer<Frame extends { readonly type: string }>(
    work: (loaded: LoadedReplica, signal: AbortSignal) => AsyncIterable<Frame>,
    signal: AbortSignal,
  ): AsyncGenerator<Frame, void, undefined> {
    const loaded = this.#loaded;
    if (this.#state !== 'ready' || loaded === null) {
      refuse('model_not_ready', `The replica ${this.spec.replicaId} is ${this.#state}, not ready.`);
    }
    this.#answers++;
    let begun = false;
    try {
      for await (const frame of work(loaded, AbortSignal.any([signal, this.#stop.signal]))) {
        if (!begun) this.#home.changed();
        begun = true;
        yield frame;
      }
    } finally {
      this.#answers--;
      if (this.#answers === 0) for (const resolve of this.#idle) resolve();
      this.#home.changed();
    }
  }

  async #load(): Promise<void> {
    const { engine, files, devices } = this.#home;
    const { spec } = this;
    const { sha256, sizeBytes } = spec.variant;
    const { signal } = this.#leave;
    // First of all: nothing is copied for a device that cannot be used.
    const gpus = await devices(spec.gpuIds, signal);
    if (this.#state === 'copying') {
      await files.arrival(sha256, sizeBytes, signal);
      this.#move('loading');
    }
    const file = await files.locate(sha256, sizeBytes, signal);
    this.#moving = true;
    this.#loaded = await engine.load({ spec, file, gpus }, signal);
    this.#move('warming');
    await warmUp(this.#loaded, spec.kind, signal);
    this.#moving = false;
    this.#move('ready');
  }

  /** Returns when the replica was asked to leave and is drained. Throws when its engine ended by itself. */
  async #serve(): Promise<void> {
    const crash = this.#loaded?.exited.then((why) => (why === null ? undefined : this.#fail(why)));
    await Promise.race([crash, aborted(this.#leave.signal)]);
    if (this.#state !== 'ready') return;
    this.#move('draining');
    const limit = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(this.#home.drainMs)]);
    if (this.#answers > 0) {
      await Promise.race([crash, aborted(limit), new Promise<void>((resolve) => this.#idle.add(resolve))]);
    }
  }

  #fail(why: Problem): void {
    this.#home.log.warn({ replica: this.spec.replicaId, reason: why.message }, 'a replica’s engine ended');
    this.#move('failed', why);
  }

  async #unload(): Promise<void> {
    const loaded = this.#loaded;
    if (loaded) {
      this.#moving = true;
      await loaded.unload();
      this.#loaded = null;
    }
    if (this.#moving) this.#home.unloaded(this.spec, loaded ? totalBytes(loaded.memory) : this.spec.estimateBytes);
    this.#moving = false;
  }

  #move(state: ReplicaState, problem: Problem | null = null): void {
    if (!replicaTransitions[this.#state].includes(state)) {
      throw new Error(`a replica cannot become ${state} from ${this.#state}`);
    }
    this.#state = state;
    this.#since = Date.now();
    this.#problem = problem ?? (state === 'gone' ? this.#problem : null);
    this.#home.log.info({ replica: this.spec.replicaId, state }, 'replica');
    this.#home.changed();
  }
}
