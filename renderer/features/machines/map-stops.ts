import type { MachineView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { replicasOn } from './map-geometry.ts';
import { shownGpus } from './shown-gpus.ts';

/** The machine's name, which opens what can be done with it. */
export const machineStop = (machine: MachineView): string => machine.id;
export const barStop = (machine: MachineView, gpu: Gpu): string => `${machine.id}/${gpu.id}`;
export const blockStop = (machine: MachineView, gpu: Gpu, replicaId: string): string =>
  `${barStop(machine, gpu)}/${replicaId}`;

/** Where the focus can stand: the machine's name, then in each row its blocks, or the bar itself when it has none. */
export const mapStops = (machines: readonly MachineView[]): string[][] =>
  machines.flatMap((machine) => {
    const rows = shownGpus(machine).map((gpu) => {
      const blocks = machine.state === 'lost' || !gpu.usable ? [] : replicasOn(gpu, machine.replicas);
      return blocks.length > 0
        ? blocks.map(({ replicaId }) => blockStop(machine, gpu, replicaId))
        : [barStop(machine, gpu)];
    });
    const [first = [], ...more] = rows;
    return [[machineStop(machine), ...first], ...more];
  });
