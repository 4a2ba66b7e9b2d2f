/** A runner process, driven over its IPC channel. */
import type { ChildProcess } from 'node:child_process';
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { Problem } from '../../contract/errors.ts';
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import type { GpuProof, ReplicaMemory } from '../../contract/replica.ts';
import type { LoadedReplica } from './engine.ts';
import { FrameQueue } from './frame-queue.ts';
import type { RunnerFrame, RunnerLoad, RunnerOrder, RunnerReply } from './runner-ipc.ts';

/** How long a runner may take to end by itself before it is killed. */
const unloadPatienceMs = 2_000;

/**
 * How long a runner may take to answer a cancel: some tokens' time, with room for a prompt on an old card; or a whole context's, which
 * is computed at once for a vector.
 */
const usualCancelPatienceMs = { generate: 10_000, embed: 60_000 } as const;

interface RunnerReplicaOptions {
  readonly slots: number;
  /** What the runner wrote last, for the reason of a crash. */
  readonly lastWords: () => string;
  /** Milliseconds after which a runner that does not answer a cancel is killed. */
  readonly cancelPatienceMs?: number | undefined;
}

type Loaded = Extract<RunnerReply, { type: 'loaded' }>;

/** A replica in a runner process, seen from the agent. */
export class RunnerReplica implements LoadedReplica {
  readonly exited: Promise<Problem | null>;
  readonly #child: ChildProcess;
  readonly #slots: number;
  /** Attempts that the runner has not ended yet: each holds a slot, read or not. */
  readonly #running = new Map<number, FrameQueue>();
  /** Attempts that were cancelled and have not ended yet. */
  readonly #cancelled = new Map<number, NodeJS.Timeout>();
  readonly #cancelPatienceMs: number | undefined;
  #loaded: Loaded | null = null;
  #nextId = 1;
  #tokensGenerated = 0;
  /** Why it is not used any more: null while it lives. */
  #gone: Problem | null = null;
  #unloading = false;

  /**
   * @param child a runner that was just started, without a load
   */
  constructor(child: ChildProcess, { slots, lastWords, cancelPatienceMs }: RunnerReplicaOptions) {
    this.#child = child;
    this.#slots = slots;
    this.#cancelPatienceMs = cancelPatienceMs;
    child.on('message', (reply) => {
      try {
        this.#onReply(reply as RunnerReply);
      } catch {
        // Not a reply at all: such a runner is ended, and its exit says the rest.
        child.kill('SIGKILL');
      }
    });
    this.exited = new Promise((resolve) => {
      const end = (how: string): void => {
        const why = problem('engine_crashed', `${how} ${lastWords()}`.trim());
        this.#endAll(
          this.#unloading ? problem('shutting_down', 'The replica was unloaded before the answer was finished.') : why,
        );
        resolve(this.#unloading ? null : why);
      };
      child.once('error', (error) => end(`The engine process of this replica ended: ${error.message}.`));
      child.once('exit', (code, signal) =>
        end(
          signal === null
            ? `The engine process of this replica ended with code ${code}.`
            : `The engine process of this replica ended by ${signal}.`,
        ),
      );
    });
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  get memory(): ReplicaMemory {
    return this.#loaded?.memory ?? { weightsBytes: 0, cacheBytes: 0, workBytes: 0 };
  }

  get proof(): GpuProof | null {
    return this.#loaded?.proof ?? null;
  }

  get slotsBusy(): number {
    return this.#running.size;
  }

  get tokensGenerated(): number {
    return this.#tokensGenerated;
  }

  /**
   * Waits until the runner has loaded its model. Call it once; on failure or abort the runner is ended.
   * @throws ProblemError with the runner's reason
   */
  async load(order: RunnerLoad, signal: AbortSignal): Promise<void> {
    const answer = Promise.withResolvers<RunnerReply>();
    const onMessage = (message: unknown): void => answer.resolve(message as RunnerReply);
    const onAbort = (): void => answer.reject(signal.reason);
    this.#child.once('message', onMessage);
    signal.addEventListener('abort', onAbort, { once: true });
    void this.exited.then((why) => answer.reject(why === null ? signal.reason : new ProblemError(why)));
    try {
      signal.throwIfAborted();
      this.#send(order);
      const reply = await answer.promise;
      if (reply.type === 'refused') throw new ProblemError(reply.problem);
      if (reply.type !== 'loaded') refuse('internal', `The runner answered a load with "${reply.type}".`);
      this.#loaded = reply;
    } catch (error) {
      await this.unload();
      throw error;
    } finally {
      this.#child.off('message', onMessage);
      signal.removeEventListener('abort', onAbort);
    }
  }

  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame> {
    return this.#attempt({ type: 'generate', id: this.#nextId++, request }, signal);
  }

  embed(request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame> {
    return this.#attempt({ type: 'embed', id: this.#nextId++, request }, signal);
  }

  /** One attempt, frame by frame: a runner answers each order with frames of its kind. */
  async *#attempt<Frame extends RunnerFrame>(
    order: RunnerOrder & { readonly type: 'generate' | 'embed' },
    signal: AbortSignal,
  ): AsyncGenerator<Frame, void, undefined> {
    if (this.#gone) throw new ProblemError(this.#gone);
    if (this.#running.size >= this.#slots) refuse('no_free_slot', `All ${this.#slots} slots of this replica are busy.`);
    const { id } = order;
    const patienceMs = this.#cancelPatienceMs ?? usualCancelPatienceMs[order.type];
    const queue = new FrameQueue();
    const cancel = (): void => this.#cancel(id, patienceMs);
    this.#running.set(id, queue);
    this.#send(order);
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      yield* queue.read() as AsyncGenerator<Frame, void, undefined>;
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  }

  async unload(): Promise<void> {
    if (!this.#unloading) {
      this.#unloading = true;
      if (this.#child.connected) this.#child.disconnect();
    }
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), unloadPatienceMs);
    await this.exited;
    clearTimeout(kill);
  }

  #onReply(reply: RunnerReply): void {
    if (reply.type === 'count') this.#tokensGenerated = reply.tokensGenerated;
    if (reply.type !== 'frame') return;
    const { id, frame } = reply;
    this.#running.get(id)?.push(frame);
    if (frame.type === 'end' || frame.type === 'error') this.#forget(id);
  }

  /** Asks the runner to end an attempt. One that computes on holds its slot for ever, so it is killed after a while. */
  #cancel(id: number, patienceMs: number): void {
    if (!this.#running.has(id) || this.#cancelled.has(id)) return;
    this.#send({ type: 'cancel', id });
    this.#cancelled.set(
      id,
      setTimeout(() => this.#child.kill('SIGKILL'), patienceMs),
    );
  }

  #forget(id: number): void {
    this.#running.delete(id);
    clearTimeout(this.#cancelled.get(id));
    this.#cancelled.delete(id);
  }

  #send(order: RunnerOrder): void {
    // A send fails only when the runner is gone, which its exit tells.
    this.#child.send(order, () => {});
  }

  #endAll(why: Problem): void {
    this.#gone = why;
    for (const [id, queue] of this.#running) {
      queue.push({ type: 'error', problem: why });
      this.#forget(id);
    }
  }
}
