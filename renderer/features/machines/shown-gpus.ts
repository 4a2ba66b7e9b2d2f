import type { MachineView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';

/** A machine's devices: cards first, the largest on top; the processor last. */
export const shownGpus = ({ gpus }: MachineView): Gpu[] =>
  gpus.toSorted(
    (a, b) =>
      Number(a.backend === 'cpu') - Number(b.backend === 'cpu') || b.totalBytes - a.totalBytes || a.index - b.index,
  );
