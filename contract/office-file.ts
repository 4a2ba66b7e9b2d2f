/**
 * The two files of `aivailable plan`: an office as plain values (`aivailable-office/1`) and the plan for it
 * (`aivailable-plan/1`). Memory is in bytes, bandwidth in bytes per second, context in tokens for each slot, demand in tokens
 * per second. Unknown fields are refused: a field with a slip in its name would be ignored silently.
 */
import { z } from 'zod';

const most = { gpus: 64, machines: 4096, models: 1024, variants: 64, running: 65_536, count: 65_536 } as const;

/** Of an office, all machines together. */
export const mostGpus = 4096;

const id = z.string().min(1).max(200);
const bytes = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const tokens = z.int().min(1).max(100_000_000);
const count = z.int().min(0).max(most.count);
const slots = z.int().min(1).max(most.count);

const OfficeGpu = z.strictObject({
  id,
  name: z.string().max(200),
  vendor: z.string().max(50),
  /** "cpu" is a processor that takes models; any other is a graphics card. */
  backend: z.string().max(50),
  vramTotal: bytes,
  /** Held by other programs. */
  vramOther: bytes,
  bandwidth: z.number().positive().max(1e18),
  /** What the admin lets the office use of this GPU at most; null: all. */
  limit: bytes.nullable().default(null),
});
export type OfficeGpu = z.infer<typeof OfficeGpu>;

const OfficeMachine = z.strictObject({
  id,
  name: z.string().max(200),
  online: z.boolean().default(true),
  gpus: z.array(OfficeGpu).max(most.gpus),
});
export type OfficeMachine = z.infer<typeof OfficeMachine>;

/** What the header of a model file says, as far as the estimate needs it. */
const OfficeFacts = z.strictObject({
  architecture: z.string().max(100),
  layers: z.int().min(1).max(10_000),
  embedding: z.int().min(1).max(10_000_000),
  heads: z.int().min(1).max(1_000_000),
  kvHeads: z.int().min(0).max(1_000_000),
  headSize: z.int().min(1).max(1_000_000),
  feedForward: z.int().min(0).max(100_000_000),
  vocab: z.int().min(0).max(100_000_000),
  /** Tokens that the model takes at most. */
  contextMax: tokens,
  slidingWindow: tokens.nullable().default(null),
});

/** Figures of a real load; they count instead of the estimate. */
const Measured = z.strictObject({ weights: bytes.positive(), kvPerToken: bytes, compute: bytes, overhead: bytes });
export type Measured = z.infer<typeof Measured>;

const OfficeVariant = z.strictObject({
  id,
  /** Higher is better; compared within one model only. */
  quality: z.number().positive().max(1e9),
  fileBytes: bytes.positive(),
  facts: OfficeFacts,
  measured: Measured.nullable().default(null),
});
export type OfficeVariant = z.infer<typeof OfficeVariant>;

const OfficeModel = z.strictObject({ id, variants: z.array(OfficeVariant).max(most.variants) });

const OfficeDeployment = z.strictObject({
  model: id,
  /** Allowed variants, by id. */
  variants: z.array(id).min(1).max(most.variants),
  context: tokens,
  slots: z.strictObject({ min: slots, max: slots }),
  replicas: z.strictObject({ min: count, max: count }),
  priority: z.int().min(1).max(10),
  demand: z.number().min(0).max(1e15),
});
export type OfficeDeployment = z.infer<typeof OfficeDeployment>;

/** A replica that runs now. It may name a machine, model or variant that is gone: then it just cannot stay. */
const OfficeRunning = z.strictObject({
  model: id,
  variant: id,
  gpus: z.array(id).min(1).max(most.gpus),
  context: tokens,
  slots,
});
export type OfficeRunning = z.infer<typeof OfficeRunning>;

const OfficePolicy = z.strictObject({
  /** Bytes that are kept free on each GPU. */
  margin: bytes,
  /** One replica may lie on several GPUs of a machine when no single GPU can hold it. */
  split: z.boolean(),
  allowCpu: z.boolean(),
});

export const OfficeFile = z.strictObject({
  format: z.literal('aivailable-office/1'),
  machines: z.array(OfficeMachine).max(most.machines),
  models: z.array(OfficeModel).max(most.models),
  deployments: z.array(OfficeDeployment).max(most.models),
  running: z.array(OfficeRunning).max(most.running),
  policy: OfficePolicy,
});
export type OfficeFile = z.infer<typeof OfficeFile>;

const ReplicaBytes = z.strictObject({
  weights: bytes,
  kv: bytes,
  compute: bytes,
  overhead: bytes,
  total: bytes,
});
export type ReplicaBytes = z.infer<typeof ReplicaBytes>;

const PlanReplica = z.strictObject({
  model: id,
  variant: id,
  machine: id,
  /** One, unless no single GPU can hold it. */
  gpus: z.array(id).min(1),
  context: tokens,
  slots,
  /** Of all its GPUs together. */
  bytes: ReplicaBytes,
  /** Why this and here, as a sentence. */
  reason: z.string(),
});
export type PlanReplica = z.infer<typeof PlanReplica>;

/** Why a deployment has fewer replicas than it wishes at least. */
const refusalCodes = ['no-machine', 'no-gpu', 'context-too-long', 'too-big', 'too-few-gpus', 'no-room'] as const;

const PlanRefusal = z.strictObject({
  model: id,
  code: z.enum(refusalCodes),
  /** What stands in the way, with numbers. */
  reason: z.string(),
  /** One thing to do about it. */
  remedy: z.string(),
  replicas: z.strictObject({ wished: count, placed: count }),
  /** Bytes of the smallest replica that would do, where memory is what is missing. */
  needs: bytes.nullable(),
  /** The largest room that one place has left for it. */
  largestFree: bytes.nullable(),
});

export const PlanFile = z.strictObject({
  format: z.literal('aivailable-plan/1'),
  replicas: z.array(PlanReplica),
  refused: z.array(PlanRefusal),
  /** Of the machines that are online. `usable`: after other programs, limits and the margin. */
  vram: z.strictObject({ total: bytes, usable: bytes, used: bytes }),
  /** Milliseconds that planning took, without reading the file. */
  milliseconds: z.number().min(0),
});
export type PlanFile = z.infer<typeof PlanFile>;
