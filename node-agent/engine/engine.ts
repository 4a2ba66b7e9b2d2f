/** The engine: loads replicas, and generates or makes vectors with them. What runs inside (a runner process, a script) is the driver's business. */
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { Problem } from '../../contract/errors.ts';
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import type { Gpu } from '../../contract/hardware.ts';
import type { GpuProof, ReplicaMemory, ReplicaSpec } from '../../contract/replica.ts';

/** All that a load needs: the wish, the checked file and the devices it names. */
export interface LoadOrder {
  readonly spec: ReplicaSpec;
  readonly file: string;
  /** At least one, all of one backend. */
  readonly gpus: readonly Gpu[];
}

/** A replica in memory. Whoever loaded it unloads it. */
export interface LoadedReplica {
  /** The process that holds it; null when it lives in this one. */
  readonly pid: number | null;
  readonly memory: ReplicaMemory;
  /** Null on a processor, which has nothing to prove. */
  readonly proof: GpuProof | null;
  readonly slotsBusy: number;
  /** Tokens computed since the load. */
  readonly tokensGenerated: number;
  /** Resolves when the replica is gone: null after `unload`, else why. */
  readonly exited: Promise<Problem | null>;
  /**
   * One answer, frame by frame. The last frame is `end` or `error`; an abort, or leaving the loop early, stops the computing
   * after at most one token. Throws a ProblemError `no_free_slot` before the first frame when all slots are busy.
   */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame>;
  /**
   * Vectors of texts, by a replica of that kind. The last frame is `end` or `error`; an abort, or leaving the loop early, stops the
   * computing after at most one input. Throws as `generate` does.
   */
  embed(request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame>;
  /** Frees the memory. Requests in flight end with an error frame. Resolves when everything is given back. */
  unload(): Promise<void>;
}

export interface Engine {
  /**
   * Loads the file onto the devices.
   * @throws ProblemError model_file_invalid, out_of_memory, engine_unavailable, gpu_only_refused or engine_crashed
   */
  load(order: LoadOrder, signal: AbortSignal): Promise<LoadedReplica>;
}
