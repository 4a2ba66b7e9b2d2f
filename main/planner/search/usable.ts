/** What models may use of a GPU of an office file. */
import type { OfficeFile, OfficeGpu, OfficeMachine } from '../../../contract/office-file.ts';

type Policy = OfficeFile['policy'];

/** Processors take models only where the office allows it. */
export const mayServe = (machine: OfficeMachine, gpu: OfficeGpu, policy: Policy): boolean =>
  machine.online && (gpu.backend !== 'cpu' || policy.allowCpu);

/** Bytes, whole: all but what other programs hold and the margin, and no more than the admin's limit. */
export const usableBytes = (machine: OfficeMachine, gpu: OfficeGpu, policy: Policy): number => {
  if (!mayServe(machine, gpu, policy)) return 0;
  const room = Math.min(gpu.limit ?? gpu.vramTotal, gpu.vramTotal - gpu.vramOther) - policy.margin;
  return Math.max(0, room);
};
