/** How the map's rows are put together: by machine, or in groups that can be folded. Pure. */
import type { MachineView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { formatTotal } from '../../../ui/text/format.ts';
import { barFacts, replicaBytes, replicasOn } from '../bars/bar-facts.ts';
import { kindWords, machineKind, machineKinds } from '../machine-kind.ts';
import { cardName } from '../machine-words.ts';
import { shownGpus } from '../shown-gpus.ts';

export type MapGrouping = 'machine' | 'card' | 'model' | 'state';

/** A machine on the map, with those of its devices that stand together. */
export interface MapEntry {
  readonly machine: MachineView;
  readonly gpus: readonly Gpu[];
  /** It stands in another group too, where its name opens what can be done with it. */
  readonly again: boolean;
}

export interface MapGroup {
  readonly key: string;
  /** Null: the only group, which needs no head. */
  readonly title: string | null;
  readonly entries: readonly MapEntry[];
  readonly cards: number;
  readonly totalBytes: number;
  readonly modelsBytes: number;
  readonly freeBytes: number;
}

/** The groups of a map's rows, and which of them are folded. */
export interface FoldableGroups {
  readonly groups: readonly MapGroup[];
  /** Their keys. */
  readonly folded: ReadonlySet<string>;
  readonly onFold: (key: string) => void;
}

interface Named {
  readonly key: string;
  readonly title: string | null;
  /** Groups stand in this order, then by title. */
  readonly rank: number;
}

/** @param entries what the filters let through; their order stays within each group */
export function groupsOf(entries: readonly MapEntry[], marginBytes: number, by: MapGrouping): MapGroup[] {
  const groups = new Map<string, { readonly named: Named; readonly entries: MapEntry[] }>();
  const stood = new Set<string>();
  for (const { machine, gpus } of entries) {
    for (const [key, { named, cards }] of splitBy(machine, gpus, by)) {
      const group = groups.get(key) ?? { named, entries: [] };
      groups.set(key, group);
      group.entries.push({ machine, gpus: cards, again: false });
    }
  }
  const inOrder = [...groups.values()].toSorted(
    ({ named: a }, { named: b }) =>
      a.rank - b.rank || (a.title ?? '').localeCompare(b.title ?? '', 'en', { numeric: true }),
  );
  return inOrder.map(({ named: { key, title }, entries: held }) => {
    const marked = held.map((entry) => ({ ...entry, again: stood.has(entry.machine.id) }));
    for (const { machine } of held) stood.add(machine.id);
    return { key, title, entries: marked, ...totalsOf(marked, marginBytes) };
  });
}

export const shownEntries = ({ groups, folded }: FoldableGroups): readonly MapEntry[] =>
  groups.flatMap(({ key, entries }) => (folded.has(key) ? [] : entries));

/** Every machine, with its devices as they are shown. */
export const entriesOf = (machines: readonly MachineView[]): MapEntry[] =>
  machines.map((machine) => ({ machine, gpus: shownGpus(machine), again: false }));

function splitBy(machine: MachineView, gpus: readonly Gpu[], by: MapGrouping) {
  const parts = new Map<string, { readonly named: Named; readonly cards: Gpu[] }>();
  if (gpus.length === 0) {
    const named = by === 'card' ? { key: 'none', title: t('No card yet'), rank: 1 } : nameOf(machine, null, by);
    return parts.set(named.key, { named, cards: [] });
  }
  for (const gpu of gpus) {
    const named = nameOf(machine, gpu, by);
    const part = parts.get(named.key) ?? { named, cards: [] };
    parts.set(named.key, part);
    part.cards.push(gpu);
  }
  return parts;
}

function nameOf(machine: MachineView, gpu: Gpu | null, by: MapGrouping): Named {
  if (by === 'machine') return { key: 'all', title: null, rank: 0 };
  if (by === 'state') {
    const kind = machineKind(machine);
    return { key: kind, title: t(kindWords[kind]), rank: machineKinds.indexOf(kind) };
  }
  if (by === 'card' && gpu) {
    const title = `${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}`;
    // The largest cards first.
    return { key: title, title, rank: -Math.round(gpu.totalBytes / 1024 ** 3) };
  }
  // A card stands with the model that takes most of it.
  const held = gpu && machine.state !== 'lost' ? replicasOn(gpu, machine.replicas) : [];
  const model = held.toSorted((a, b) => replicaBytes(b) - replicaBytes(a))[0]?.model;
  return model === undefined
    ? { key: 'none', title: t('No model'), rank: 1 }
    : { key: `model:${model}`, title: model, rank: 0 };
}

/** Of what can be used now; all cards are counted. */
function totalsOf(entries: readonly MapEntry[], marginBytes: number) {
  const sums = { cards: 0, totalBytes: 0, modelsBytes: 0, freeBytes: 0 };
  for (const { machine, gpus } of entries) {
    const serves = machine.state === 'ready' || machine.state === 'answering';
    for (const gpu of gpus) {
      sums.cards += 1;
      sums.totalBytes += gpu.totalBytes;
      if (!serves || !gpu.usable) continue;
      const { models, free } = barFacts(gpu, machine.replicas, marginBytes, machine.limits[gpu.id]);
      sums.modelsBytes += models;
      sums.freeBytes += free;
    }
  }
  return sums;
}
