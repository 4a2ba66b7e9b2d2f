import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { EmbedFrame, EmbedRequest } from '../../../contract/embed.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { GenerateFrame, GenerateRequest } from '../../../contract/generate.ts';
import { problem, ProblemError, refuse } from '../../../contract/problem.ts';
import type { ReplicaMemory, ReplicaSpec } from '../../../contract/replica.ts';
import type { Engine, LoadedReplica, LoadOrder } from '../../../node-agent/engine/engine.ts';
import { scriptedVectors } from './scripted-vectors.ts';

interface ScriptedEngineOptions {
  /** Tokens of each answer, unless the request allows fewer. */
  readonly tokens: number;
  /** Pause between two tokens; 0: as fast as possible. */
  readonly everyMs: number;
  /** Parallel answers of each replica; null: as its specification says. */
  readonly slots: number | null;
  /** Text of the token at a position. */
  readonly text: (position: number) => string;
  /** What a replica says that it holds. */
  readonly memory?: ReplicaMemory;
}

/** The moment of writing as decimal nanoseconds: a client on the same machine reads the latency from it. */
export const timestampText = (): string => `${process.hrtime.bigint()} `;

/** An engine inside its own process that answers with as many tokens as it is told, so that the way to it can be measured. */
export class ScriptedEngine implements Engine {
  readonly #options: ScriptedEngineOptions;

  constructor(options: ScriptedEngineOptions) {
    this.#options = options;
  }

  load({ spec, gpus }: LoadOrder): Promise<LoadedReplica> {
    const slots = this.#options.slots ?? spec.slots;
    const backend = gpus[0]?.backend ?? 'cpu';
    return Promise.resolve(new ScriptedReplica(this.#options, spec, slots, backend));
  }
}

const gone = problem('shutting_down', 'The replica was unloaded before the answer was finished.');

class ScriptedReplica implements LoadedReplica {
  readonly pid = null;
  readonly memory: ReplicaMemory;
  readonly proof: LoadedReplica['proof'];
  readonly exited: Promise<Problem | null>;
  readonly #options: ScriptedEngineOptions;
  readonly #contextLength: number;
  readonly #slots: number;
  readonly #gone = Promise.withResolvers<Problem | null>();
  readonly #unloading = new AbortController();
  #slotsBusy = 0;
  #tokensGenerated = 0;

  constructor(options: ScriptedEngineOptions, { contextLength }: ReplicaSpec, slots: number, backend: string) {
    this.#options = options;
    this.memory = options.memory ?? { weightsBytes: 3_000_000, cacheBytes: 1_500_000, workBytes: 5_000_000 };
    this.#contextLength = contextLength;
    this.#slots = slots;
    this.exited = this.#gone.promise;
    this.proof = backend === 'cpu' ? null : { backend, deviceNames: ['Scripted GPU'], layersOnGpu: 7, layers: 7 };
  }

  get slotsBusy(): number {
    return this.#slotsBusy;
  }

  get tokensGenerated(): number {
    return this.#tokensGenerated;
  }

  async *embed({ inputs }: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame, void, undefined> {
    this.#admit();
    this.#slotsBusy++;
    try {
      for (const frame of scriptedVectors(inputs, this.#contextLength)) {
        await (this.#options.everyMs > 0 ? wait(this.#options.everyMs) : turn());
        if (signal.aborted || this.#unloading.signal.aborted) return yield { type: 'error', problem: gone };
        yield frame;
      }
      yield { type: 'end' };
    } finally {
      this.#slotsBusy--;
    }
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateFrame, void, undefined> {
    this.#admit();
    const unloading = this.#unloading.signal;
    const { tokens, everyMs, text } = this.#options;
    const { maxTokens, soFar, epoch } = request;
    const limit = Math.min(tokens, maxTokens ?? tokens);
    this.#slotsBusy++;
    try {
      yield { type: 'prompt', epoch, tokens: [1] };
      for (let position = soFar.length; position < limit; position++) {
        await (everyMs > 0 && position > soFar.length ? wait(everyMs) : turn());
        if (unloading.aborted) return yield { type: 'error', problem: gone };
        if (signal.aborted) return yield { type: 'end', reason: 'abort', text: '' };
        this.#tokensGenerated++;
        yield { type: 'token', position, token: position % 1_000, text: text(position) };
      }
      yield { type: 'end', reason: limit < tokens ? 'length' : 'stop', text: '' };
    } finally {
      this.#slotsBusy--;
    }
  }

  #admit(): void {
    if (this.#unloading.signal.aborted) throw new ProblemError(gone);
    if (this.#slotsBusy >= this.#slots) refuse('no_free_slot', `All ${this.#slots} slots of this replica are busy.`);
  }

  unload(): Promise<void> {
    this.#unloading.abort();
    this.#gone.resolve(null);
    return Promise.resolve();
  }
}
