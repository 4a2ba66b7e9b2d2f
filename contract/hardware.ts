/** What an agent knows of its machine: its GPUs, their memory, and whether the engine can use them. */
import { z } from 'zod';

export const Backend = z.enum(['vulkan', 'cuda', 'metal', 'cpu']);
export type Backend = z.infer<typeof Backend>;

const bytes = z.int().nonnegative();

/** One device of a machine. `cpu` stands for the processor, which takes the demo model only. */
export const Gpu = z.object({
  /** Stable on its machine: "vulkan:0000:01:00.0" when the PCI id is known, else "vulkan:0"; "cpu" for the processor. */
  id: z.string(),
  name: z.string(),
  backend: Backend,
  /** Place in the backend's own order: what its device variable wants (GGML_VK_VISIBLE_DEVICES). */
  index: z.int().nonnegative(),
  pciId: z.string().nullable(),
  driver: z.string().nullable(),
  /** A device computed on the processor (llvmpipe). Never used unless the settings allow it. */
  software: z.boolean(),
  /** It has no memory of its own and shares the PC's: a unit inside the processor. Used on a Mac only. */
  integrated: z.boolean().default(false),
  /** Video memory; for the processor, the part of main memory that the demo model may use. */
  totalBytes: bytes,
  /** Held by our runners. */
  oursBytes: bytes,
  /** Held by other programs: the desktop, a browser, a game. */
  othersBytes: bytes,
  temperatureC: z.number().nullable(),
  /** 0 to 1. */
  load: z.number().nullable(),
  usable: z.boolean(),
  /** Why it is not usable, as a sentence. */
  reason: z.string().nullable(),
});
export type Gpu = z.infer<typeof Gpu>;

/** Video memory that did not come back after replicas of ours had ended there. It counts as other programs'. */
export const MissingMemory = z.object({
  gpuId: z.string(),
  bytes,
  /** The models that had been unloaded. */
  models: z.array(z.string()).min(1).max(64),
  /** When the last of them had ended: milliseconds since 1970 on the agent's clock. */
  since: z.number(),
});
export type MissingMemory = z.infer<typeof MissingMemory>;

/** Where a sleeping PC hears a wake-up call: a network card, and how its network is reached as a whole. */
export const WakeAddress = z.object({
  /** "02:00:0a:4d:00:0b" */
  mac: z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/),
  /** "192.168.10.255" */
  broadcast: z.ipv4(),
});
export type WakeAddress = z.infer<typeof WakeAddress>;

export const Hardware = z.object({
  hostName: z.string(),
  platform: z.enum(['linux', 'win32', 'darwin']),
  osName: z.string(),
  arch: z.string(),
  cpu: z.string(),
  cores: z.int().positive(),
  memoryBytes: bytes,
});
export type Hardware = z.infer<typeof Hardware>;
