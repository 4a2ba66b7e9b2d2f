/** What a search and the filters leave on the map and in the table. Pure. */
import type { MachineView } from '../../../../contract/control-api.ts';
import { replicasOn } from '../bars/bar-facts.ts';
import { machineKind, type MachineKind } from '../machine-kind.ts';
import type { MapEntry } from './map-groups.ts';

/** Everything that a search can find of a machine, in lower case. */
export const machineText = (machine: MachineView): string =>
  [
    machine.name,
    machine.address ?? '',
    ...machine.gpus.map(({ name }) => name),
    ...machine.replicas.map(({ model }) => model),
  ]
    .join(' ')
    .toLowerCase();

/**
 * A machine that is named so stands with all of its cards; one that has such a card or model, with those cards alone.
 *
 * @param query lower case; empty: all. @param kind null: every state
 */
export function filterEntries(entries: readonly MapEntry[], query: string, kind: MachineKind | null): MapEntry[] {
  return entries.flatMap((entry) => {
    const { machine, gpus } = entry;
    if (kind !== null && machineKind(machine) !== kind) return [];
    if (query === '' || `${machine.name} ${machine.address ?? ''}`.toLowerCase().includes(query)) return [entry];
    const found = gpus.filter((gpu) =>
      [gpu.name, ...replicasOn(gpu, machine.replicas).map(({ model }) => model)].some((text) =>
        text.toLowerCase().includes(query),
      ),
    );
    return found.length > 0 ? [{ ...entry, gpus: found }] : [];
  });
}

/** Those that a person may want to look at, in the order of the look. */
const filtered: readonly MachineKind[] = ['lost', 'needs', 'leaving', 'joining', 'paused'];

/** How many machines each filter would show, where there are any. */
export function kindCounts(machines: readonly MachineView[]): { kind: MachineKind; count: number }[] {
  const kinds = machines.map(machineKind);
  return filtered
    .map((kind) => ({ kind, count: kinds.filter((one) => one === kind).length }))
    .filter(({ count }) => count > 0);
}
