/** One request for vectors while they are made, over all its pieces and attempts. */
import type { EmbedInput } from '../../contract/embed.ts';
import type { RouterReplica } from '../router/snapshot.ts';
import type { Caller } from './answer.ts';

export interface EmbeddingRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly model: string;
  /** Left out: vectors of texts are wanted. Else the scores of pairs. */
  readonly kind?: 'reranker';
  readonly inputs: readonly EmbedInput[];
  /** Values of each vector; null: as many as the model gives. */
  readonly dimensions: number | null;
  /** No external server may make them. */
  readonly ownOnly?: boolean;
  /** How the client calls an input, where one is refused. @param index from 0 */
  readonly nameOf: (index: number) => string;
}

export class VectorCourse {
  readonly request: EmbeddingRequest;
  /** Aborted when the client leaves, or a piece of it has failed. */
  readonly signal: AbortSignal;
  /** One for each input, where there is one already. */
  readonly vectors: (Float32Array | undefined)[];
  /** The file that all vectors come from: another one's would not compare. Null while any will do. */
  variant: string | null;
  promptTokens = 0;
  /** For slots, over all pieces and attempts, in milliseconds. */
  waitedMs = 0;
  /** Attempts that were lost. */
  restarts = 0;
  /** The machine that was used last. */
  machineName: string | null = null;

  constructor(request: EmbeddingRequest, variant: string | null, signal: AbortSignal) {
    this.request = request;
    this.variant = variant;
    this.signal = signal;
    this.vectors = request.inputs.map(() => undefined);
  }

  take(index: number, vector: Float32Array, tokens: number, { variant, machineName }: RouterReplica): void {
    this.vectors[index] = vector;
    this.promptTokens += tokens;
    this.variant ??= variant;
    this.machineName = machineName;
  }
}
