/** A replica: one running copy of a model on one GPU, or on several GPUs of one machine. */
import { z } from 'zod';
import { Problem } from './errors.ts';
import { ModelKind } from './model.ts';

export const ReplicaState = z.enum(['planned', 'copying', 'loading', 'warming', 'ready', 'draining', 'failed', 'gone']);
export type ReplicaState = z.infer<typeof ReplicaState>;

/** What each state may become. A report that jumps elsewhere is a defect, not an event. */
export const replicaTransitions: Readonly<Record<ReplicaState, readonly ReplicaState[]>> = {
  planned: ['copying', 'loading', 'gone'],
  copying: ['loading', 'failed', 'gone'],
  loading: ['warming', 'failed', 'gone'],
  warming: ['ready', 'failed', 'gone'],
  ready: ['draining', 'failed', 'gone'],
  draining: ['gone', 'failed'],
  failed: ['gone'],
  gone: [],
};

/** The wish for one replica, as the coordinator sends it to an agent. */
export const ReplicaSpec = z.object({
  replicaId: z.string().regex(/^[a-z0-9-]{1,64}$/),
  deploymentId: z.string(),
  /** The model's logical name, as the API shows it. */
  model: z.string(),
  /** The file: agents know files by their hash alone. */
  variant: z.object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    name: z.string(),
    sizeBytes: z.int().positive(),
  }),
  gpuIds: z.array(z.string()).min(1),
  /** On several GPUs: the part of its bytes that lies on each, in their order. Empty: equal parts. */
  shares: z.array(z.number().min(0).max(1)).default([]),
  /** Vectors and scores are made of one text at a time. */
  kind: ModelKind.default('chat'),
  /** Tokens of context for each slot. */
  contextLength: z.int().min(64).max(1_048_576),
  slots: z.int().min(1).max(64),
  estimateBytes: z.int().nonnegative(),
});
export type ReplicaSpec = z.infer<typeof ReplicaSpec>;

/** The part of a replica's bytes that lies on a GPU; 0 when it is not there. */
export function shareOf({ gpuIds, shares }: Pick<ReplicaSpec, 'gpuIds' | 'shares'>, gpuId: string): number {
  const at = gpuIds.indexOf(gpuId);
  return at < 0 ? 0 : (shares[at] ?? 1 / gpuIds.length);
}

/** Memory of a loaded replica in bytes. */
export const ReplicaMemory = z.object({
  weightsBytes: z.int().nonnegative(),
  /** KV cache of all slots: "conversation memory" in the window. */
  cacheBytes: z.int().nonnegative(),
  /** Compute buffers and backend overhead: "working space" in the window. */
  workBytes: z.int().nonnegative(),
});
export type ReplicaMemory = z.infer<typeof ReplicaMemory>;

/** All that a loaded replica holds. */
export const totalBytes = ({ weightsBytes, cacheBytes, workBytes }: ReplicaMemory): number =>
  weightsBytes + cacheBytes + workBytes;

/** What shows that all layers are on the GPU. */
export const GpuProof = z.object({
  backend: z.string(),
  deviceNames: z.array(z.string()),
  layersOnGpu: z.int(),
  layers: z.int(),
});
export type GpuProof = z.infer<typeof GpuProof>;

/** One replica as its agent sees it. */
export const ReplicaReport = z.object({
  spec: ReplicaSpec,
  state: ReplicaState,
  /** When it entered this state: milliseconds since 1970 on the agent's clock. */
  since: z.number(),
  /** A code that only a newer agent knows is taken for `internal`; its sentence says what happened. */
  problem: Problem.extend({ code: Problem.shape.code.catch('internal') }).nullable(),
  memory: ReplicaMemory.nullable(),
  proof: GpuProof.nullable(),
  slotsBusy: z.int().nonnegative(),
  /** Tokens generated since the load: it stands still when nothing is computed. */
  tokensGenerated: z.int().nonnegative(),
  /** Tokens per second now, over the last seconds; 0 when idle. */
  tokensPerSecond: z.number().nonnegative(),
  /** The runner's process id, so that a person can find it. */
  pid: z.int().nullable(),
});
export type ReplicaReport = z.infer<typeof ReplicaReport>;
