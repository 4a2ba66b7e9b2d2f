import type { MachineView, ReplicaView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { replicasOn } from '../bars/bar-facts.ts';
import type { MapEntry } from './map-groups.ts';

/** The machine's name, which opens what can be done with it. */
export const machineStop = (machine: MachineView): string => machine.id;
export const barStop = (machine: MachineView, gpu: Gpu): string => `${machine.id}/${gpu.id}`;
export const blockStop = (machine: MachineView, gpu: Gpu, replicaId: string): string =>
  `${barStop(machine, gpu)}/${replicaId}`;

/** A stop of this machine; null: of another one, which means nothing here. */
export const ownStop = (machine: MachineView, stop: string | null): string | null =>
  stop === machine.id || stop?.startsWith(`${machine.id}/`) ? stop : null;

/** A block with what it stands on. */
export interface BlockPlace {
  readonly machine: MachineView;
  readonly gpu: Gpu;
  readonly replica: ReplicaView;
}

/** What stands at a stop; null: no block does. */
export function blockAt(machines: readonly MachineView[], stop: string): BlockPlace | null {
  for (const machine of machines) {
    for (const gpu of machine.gpus) {
      const replica = machine.replicas.find(({ replicaId }) => blockStop(machine, gpu, replicaId) === stop);
      if (replica && machine.state !== 'lost') return { machine, gpu, replica };
    }
  }
  return null;
}

/** Where the focus can stand: the machine's name, then in each row its blocks, or the bar itself when it has none. */
export const mapStops = (entries: readonly MapEntry[]): string[][] =>
  entries.flatMap(({ machine, gpus, again }) => {
    const rows = gpus.map((gpu) => {
      const blocks = machine.state === 'lost' || !gpu.usable ? [] : replicasOn(gpu, machine.replicas);
      return blocks.length > 0
        ? blocks.map(({ replicaId }) => blockStop(machine, gpu, replicaId))
        : [barStop(machine, gpu)];
    });
    if (again) return rows;
    const [first = [], ...more] = rows;
    return [[machineStop(machine), ...first], ...more];
  });
