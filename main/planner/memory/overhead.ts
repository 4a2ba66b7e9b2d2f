/** What a backend itself holds on its device beside a model's buffers, in bytes: pipelines, staging buffers and the driver's own. */
import type { Backend } from '../../../contract/hardware.ts';

const mib = 1024 * 1024;

/** Round figures above what drivers are known to take; no source states them. A measured load replaces them. */
const overheads: Readonly<Record<Backend, number>> = {
  vulkan: 128 * mib,
  cuda: 256 * mib,
  metal: 64 * mib,
  cpu: 32 * mib,
};
const unknown = 256 * mib;

/** @param backend as an office file or the agent names it: one that is not known is taken for a greedy one. */
export const overheadBytes = (backend: string): number => overheads[backend as Backend] ?? unknown;
