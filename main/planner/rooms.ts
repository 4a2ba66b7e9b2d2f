/** The office's video memory while a plan is made: who was given how much of each GPU, and what is being freed. */
import type { Gpu } from '../../contract/hardware.ts';
import type { Snapshot, SnapshotReplica } from '../../contract/plan.ts';
import { HeldBytes } from './held-bytes.ts';

/** Bytes of a GPU that models may use: all but what other programs hold and the margin, and no more than its limit. */
export const roomFor = (gpu: Gpu, marginBytes: number, limitBytes = Infinity): number =>
  Math.max(0, Math.min(gpu.totalBytes - gpu.othersBytes - marginBytes, limitBytes));

export class Rooms {
  /** Of minimums: given to them, or promised. */
  readonly required = new HeldBytes();
  /** Of replicas beyond the minimums. */
  readonly extra = new HeldBytes();
  /** Still held by replicas that leave. */
  readonly leaving = new HeldBytes();
  /** What the plan has given away. */
  readonly planned: Pick<HeldBytes, 'at'> = {
    at: (machineId, gpuId) => this.required.at(machineId, gpuId) + this.extra.at(machineId, gpuId),
  };
  readonly #snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    for (const { machineId, gpuIds, bytes } of snapshot.leaving) this.leaving.add(machineId, gpuIds, bytes);
  }

  /**
   * Whether a replica still has its place. What a card seems to hold says nothing while a replica is being loaded; a limit holds
   * then, too. One that measured more than its estimate is not over the limit for that: it would be placed there again at once.
   */
  mayStay({ machineId, spec, bytes, loading }: SnapshotReplica): boolean {
    const machine = this.#snapshot.machines.find(({ id }) => id === machineId);
    if (!machine?.serving) return false;
    return spec.gpuIds.every((gpuId) => {
      const gpu = machine.gpus.find(({ id }) => id === gpuId);
      if (!gpu?.usable) return false;
      const planned = this.planned.at(machineId, gpuId);
      const parts = spec.gpuIds.length;
      const inLimit = planned + Math.min(bytes, spec.estimateBytes) / parts <= (machine.limits[gpuId] ?? Infinity);
      return inLimit && (loading || planned + bytes / parts <= roomFor(gpu, this.#snapshot.marginBytes));
    });
  }
}
