/** The port to the machines: what the gateway needs of them, whoever holds the tunnel. */
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import type { RouterSnapshot } from '../router/snapshot.ts';
import type { TextFrame } from './text-frame.ts';

export interface Fleet {
  /** All models and replicas now. */
  snapshot(): RouterSnapshot;
  /** Called on every change of replicas and models. Returns how to stop that. */
  onChange(listener: () => void): () => void;
  /**
   * Runs a request on a replica. Aborting the signal closes the stream and stops the runner; the iteration then throws.
   * @throws ProblemError with the agent's refusal, or machine_lost when the stream breaks.
   */
  generate(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame>;
}

/** External servers, for the replicas of the snapshot that are theirs. */
export interface TextFleet {
  /** As `generate`. The server itself has an end to its patience. */
  write(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncIterable<TextFrame>;
}

/** The same machines, for vectors. */
export interface VectorFleet extends Pick<Fleet, 'snapshot'> {
  /** As `generate`, for texts whose vectors are wanted. */
  embed(replicaId: string, request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame>;
}
