import type { MachineView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';

/** Order never follows state: machines by total memory, then by name. */
export const shownMachines = (machines: readonly MachineView[]): MachineView[] =>
  machines.toSorted((a, b) => totalOf(b) - totalOf(a) || a.name.localeCompare(b.name, 'en', { numeric: true }));

/** A machine's devices: cards first, the largest on top; the processor last. */
export const shownGpus = ({ gpus }: MachineView): Gpu[] =>
  gpus.toSorted(
    (a, b) =>
      Number(a.backend === 'cpu') - Number(b.backend === 'cpu') || b.totalBytes - a.totalBytes || a.index - b.index,
  );

const totalOf = ({ gpus }: MachineView): number =>
  gpus.reduce((sum, { backend, totalBytes }) => sum + (backend === 'cpu' ? 0 : totalBytes), 0);
