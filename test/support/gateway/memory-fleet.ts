/** A fleet in memory: replicas that follow a script, with faults at exact tokens. It keeps its own slots, as agents do. */
import type { EmbedFrame, EmbedRequest } from '../../../contract/embed.ts';
import type { GenerateFrame, GenerateRequest } from '../../../contract/generate.ts';
import { problem, ProblemError, refuse } from '../../../contract/problem.ts';
import type { CallSyntax } from '../../../contract/tools.ts';
import type { ReplicaState } from '../../../contract/replica.ts';
import { Listeners } from '../../../main/base/listeners.ts';
import type { Fleet, VectorFleet } from '../../../main/gateway/fleet.ts';
import type { RouterModel, RouterRefusal, RouterReplica, RouterSnapshot } from '../../../main/router/snapshot.ts';
import { scriptedVectors } from '../engine/scripted-vectors.ts';

interface Script {
  /** Tokens of the whole answer. */
  readonly tokens?: number;
  readonly textOf?: (position: number) => string;
  /** How it writes calls of tools. */
  readonly calls?: CallSyntax;
  /** Thrown before any frame. */
  readonly refuse?: ProblemError;
  /** Messages, or tokens of a text for a vector, that fit into its context; more are refused. */
  readonly holds?: number;
  /** Thrown instead of this token. */
  readonly breakAt?: number;
  readonly breakWith?: Error;
  /** Nothing more comes from this token on, until the signal or `release`. */
  readonly pauseAt?: number;
  /** This token comes with the position of the next one. */
  readonly skipAt?: number;
  readonly wrongEpoch?: boolean;
  readonly endWith?: 'stop' | 'length' | 'abort';
  /** The stop string that ends it. */
  readonly stoppedBy?: string;
  /** The stream just ends instead of this token. */
  readonly stopShortAt?: number;
}

interface FleetCall {
  readonly replicaId: string;
  readonly request: GenerateRequest;
  readonly signal: AbortSignal;
}

type Draft = { -readonly [Field in keyof RouterReplica]: RouterReplica[Field] };

export const lost = (): ProblemError => new ProblemError(problem('machine_lost', 'The machine is gone.'));
export const crashed = (): ProblemError => new ProblemError(problem('engine_crashed', 'The runner ended.'));
/** The text of a whole answer of so many tokens. */
export const textOf = (tokens: number): string => Array.from({ length: tokens }, (_, at) => wordAt(at)).join('');
const wordAt = (position: number): string => `w${position} `;

export class MemoryFleet implements Fleet, VectorFleet {
  readonly calls: FleetCall[] = [];
  readonly embedCalls: { readonly replicaId: string; readonly request: EmbedRequest }[] = [];
  /** The most that ever ran on one replica at the same time, over its slots. */
  overbooked = 0;
  /** Answers that are paused now. */
  paused = 0;
  readonly #models: RouterModel[] = [];
  readonly #replicas: Draft[] = [];
  readonly #scripts = new Map<string, Script[]>();
  readonly #running = new Map<string, number>();
  readonly #listeners = new Listeners();
  readonly #released = new Listeners();
  #usual: Script = { tokens: 5 };
  #snapshot: RouterSnapshot | null = null;

  /** What a replica does when it has no script of its own left. */
  usually(script: Script): this {
    this.#usual = script;
    return this;
  }

  model(name: string, more: Partial<RouterModel> = {}): this {
    this.#models.push({
      name,
      kind: 'chat',
      contextLength: 2048,
      file: null,
      addedAt: 1_700_000_000_000,
      refusal: null,
      ...more,
    });
    this.#changed();
    return this;
  }

  replica(replicaId: string, more: Partial<RouterReplica> = {}, ...scripts: Script[]): this {
    this.#replicas.push({
      replicaId,
      machineName: replicaId.toUpperCase(),
      model: 'demo',
      variant: 'sha-1',
      state: 'ready',
      slots: 1,
      slotsBusy: 0,
      tokensPerSecond: 0,
      ...more,
    });
    this.#scripts.set(replicaId, scripts);
    this.#changed();
    return this;
  }

  setState(replicaId: string, state: ReplicaState): void {
    const replica = this.#replicas.find((one) => one.replicaId === replicaId);
    if (!replica) throw new Error(`no replica ${replicaId}`);
    replica.state = state;
    this.#changed();
  }

  /** The planner gives a model up. */
  refuseModel(name: string, refusal: RouterRefusal): void {
    const at = this.#models.findIndex((model) => model.name === name);
    const model = this.#models[at];
    if (!model) throw new Error(`no model ${name}`);
    this.#models[at] = { ...model, refusal };
    this.#changed();
  }

  /** Lets all paused answers go on. */
  release(): void {
    this.#released.call();
  }

  running(replicaId: string): number {
    return this.#running.get(replicaId) ?? 0;
  }

  /** The same one until something changes. */
  snapshot(): RouterSnapshot {
    const copy = (): RouterSnapshot => ({
      models: [...this.#models],
      replicas: this.#replicas.map((one) => ({ ...one })),
    });
    return (this.#snapshot ??= copy());
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #changed(): void {
    this.#snapshot = null;
    this.#listeners.call();
  }

  async *generate(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateFrame> {
    this.calls.push({ replicaId, request, signal });
    yield* this.#run(replicaId, (script) => this.#frames(script, request, signal));
  }

  /** Of a script, `refuse`, `breakAt`, `breakWith`, `pauseAt` and `stopShortAt` hold for vectors as for tokens. */
  async *embed(replicaId: string, request: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame> {
    this.embedCalls.push({ replicaId, request });
    yield* this.#run(replicaId, (script) => this.#vectors(script, request, signal));
  }

  async *#run<Frame>(replicaId: string, frames: (script: Script) => AsyncGenerator<Frame>): AsyncGenerator<Frame> {
    const script = this.#scripts.get(replicaId)?.shift() ?? this.#usual;
    const slots = this.#replicas.find((one) => one.replicaId === replicaId)?.slots ?? 0;
    const running = this.running(replicaId) + 1;
    if (running > slots) {
      this.overbooked += 1;
      throw new ProblemError(problem('no_free_slot', 'All slots are busy.'));
    }
    this.#running.set(replicaId, running);
    try {
      yield* frames(script);
    } finally {
      this.#running.set(replicaId, this.running(replicaId) - 1);
    }
  }

  async *#frames(script: Script, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateFrame> {
    if (script.refuse) throw script.refuse;
    if (script.holds !== undefined && request.input.kind === 'chat' && request.input.messages.length > script.holds) {
      refuse('context_length_exceeded', `${request.input.messages.length} messages are too many.`);
    }
    const tokens = request.input.kind === 'tokens' ? request.input.tokens : promptTokens(request);
    // A text that was begun elsewhere has a token for each word.
    const begun = request.begun?.match(/\s*\S+/g)?.map((_, at) => 1000 + at);
    const calls = script.calls && request.tools ? { calls: script.calls } : {};
    const epoch = script.wrongEpoch ? request.epoch + 1 : request.epoch;
    yield { type: 'prompt', epoch, tokens, ...(begun && { soFar: begun }), ...calls };
    const total = Math.min(script.tokens ?? 5, request.maxTokens ?? Infinity);
    for (let position = begun?.length ?? request.soFar.length; position < total; position += 1) {
      if (position === script.breakAt) throw script.breakWith ?? lost();
      if (position === script.stopShortAt) return;
      if (position === script.pauseAt) await this.#pause(signal);
      signal.throwIfAborted();
      const shown = position === script.skipAt ? position + 1 : position;
      const text = (script.textOf ?? wordAt)(position);
      const top = Array.from({ length: request.scores ?? 0 }, (_, at) => ({ text: wordAt(at), logprob: 0 - position }));
      const scores = request.scores === undefined ? {} : { scores: { text, logprob: 0 - position, top } };
      yield { type: 'token', position: shown, token: 1000 + position, text, ...scores };
    }
    const reason = script.endWith ?? (total === request.maxTokens ? 'length' : 'stop');
    yield { type: 'end', reason, text: '', ...(script.stoppedBy === undefined ? {} : { stop: script.stoppedBy }) };
  }

  async *#vectors(script: Script, { inputs }: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame> {
    if (script.refuse) throw script.refuse;
    for (const [index, frame] of scriptedVectors(inputs, script.holds ?? 2_048).entries()) {
      if (index === script.breakAt) throw script.breakWith ?? lost();
      if (index === script.stopShortAt) return;
      if (index === script.pauseAt) await this.#pause(signal);
      signal.throwIfAborted();
      yield frame;
    }
    yield { type: 'end' };
  }

  async #pause(signal: AbortSignal): Promise<void> {
    this.paused += 1;
    await new Promise<void>((resolve) => {
      const leave = this.#released.add(() => {
        leave();
        resolve();
      });
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.paused -= 1;
  }
}

const promptTokens = ({ input }: GenerateRequest): number[] =>
  input.kind === 'tokens'
    ? input.tokens
    : (input.kind === 'chat' ? input.messages : [input.text]).map((_, at) => 10 + at);
