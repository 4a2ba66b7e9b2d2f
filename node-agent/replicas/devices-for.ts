/** From the ids of a wish to the devices of this machine. */
import type { Gpu } from '../../contract/hardware.ts';
import { refuse } from '../../contract/problem.ts';

/**
 * The devices of these ids.
 * @throws ProblemError engine_unavailable for one that is not there, gpu_only_refused for one that must not be used
 */
export function devicesFor(gpuIds: readonly string[], gpus: readonly Gpu[]): Gpu[] {
  return gpuIds.map((id) => {
    const gpu = gpus.find((each) => each.id === id);
    if (gpu === undefined) refuse('engine_unavailable', `This machine has no device ${id}.`);
    if (!gpu.usable) {
      refuse(gpu.software ? 'gpu_only_refused' : 'engine_unavailable', gpu.reason ?? `${gpu.name} cannot be used.`);
    }
    return gpu;
  });
}
