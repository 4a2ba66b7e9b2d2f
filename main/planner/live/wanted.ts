/** What the search found, in the words of the running office: each replica with its place, its bytes and its reason. Pure. */
import type { Gpu } from '../../../contract/hardware.ts';
import type { Deployment, Variant } from '../../../contract/model.ts';
import type { Measured } from '../../../contract/office-file.ts';
import type { Snapshot, SnapshotMachine, SnapshotReplica } from '../../../contract/plan.ts';
import type { ReplicaMemory } from '../../../contract/replica.ts';
import type { Draft } from '../search/draft.ts';
import type { Split } from '../search/lay-out.ts';
import { reasonOf, splitReasonOf } from '../search/reason.ts';
import type { LiveGpu, LiveOffice } from './as-office.ts';

/** A replica that the plan wants. */
export interface Wanted {
  readonly deployment: Deployment;
  readonly variant: Variant;
  readonly machine: SnapshotMachine;
  readonly gpus: readonly Gpu[];
  /** The part of its bytes on each GPU. */
  readonly shares: readonly number[];
  readonly contextLength: number;
  readonly slots: number;
  readonly memory: ReplicaMemory;
  readonly reason: string;
  /** What runs there already as it is wanted. */
  readonly running: SnapshotReplica | null;
}

/** In the order in which they are to be had: by priority, the required ones first. */
export function wantedOf(draft: Draft, splits: readonly Split[], live: LiveOffice, snapshot: Snapshot): Wanted[] {
  const singles = draft.task.wishes.flatMap((_wish, index) => singlesOf(draft, index, live, snapshot));
  const several = splits.map((split) => ofSplit(split, live, snapshot));
  const all = [...several, ...singles].map((wanted) => ({ ...wanted, isExtra: false }));
  const counts = new Map<string, number>();
  for (const one of all) {
    const count = (counts.get(one.deployment.id) ?? 0) + 1;
    counts.set(one.deployment.id, count);
    one.isExtra = count > one.deployment.replicas.min;
  }
  return all
    .toSorted((a, b) => Number(a.isExtra) - Number(b.isExtra) || b.deployment.priority - a.deployment.priority)
    .map(({ isExtra: _isExtra, ...wanted }) => wanted);
}

/** The replicas of one deployment on one GPU each, those that run before the others. */
function singlesOf(draft: Draft, index: number, live: LiveOffice, snapshot: Snapshot): Wanted[] {
  const { options, places, wishes } = draft.task;
  const model = wishes[index]?.deployment.model ?? '';
  const standing = (draft.ofWish[index] ?? []).toSorted((a, b) => a - b);
  const found = standing.flatMap((place) => {
    const option = options[draft.optionAt(place, index)];
    const at = live.gpus.get(places[place]?.gpu.id ?? '');
    return option && at ? [{ place, option, at }] : [];
  });
  const wanted = found.map(({ place, option, at }) => ({
    place,
    deployment: live.deploymentOf(model),
    variant: live.variantOf(model, option.variant.id),
    machine: at.machine,
    gpus: [at.gpu],
    shares: [1],
    contextLength: option.context,
    slots: option.slots,
    memory: memoryOf(option.memory, option.context, option.slots),
  }));
  return wanted
    .map((one) => ({ ...one, running: runningAs(one, snapshot) }))
    .toSorted((a, b) => Number(b.running !== null) - Number(a.running !== null))
    .map(({ place, ...one }, number) => ({ ...one, reason: reasonFor(draft, place, index, number + 1, one) }));
}

function reasonFor(
  draft: Draft,
  place: number,
  index: number,
  number: number,
  { machine, gpus, variant }: Omit<Wanted, 'reason'>,
): string {
  if (gpus[0]?.backend !== 'cpu') return reasonOf(draft, place, index, number);
  const subject = variant.demo ? 'The demo model' : 'It';
  return `${subject} runs on the processor of ${machine.name}, because no graphics card can take it.`;
}

function ofSplit(split: Split, live: LiveOffice, snapshot: Snapshot): Wanted {
  const { shares, context, slots, memory, variant, wish } = split;
  const at = [...shares.keys()].map((id) => live.gpus.get(id) as LiveGpu);
  const total = [...shares.values()].reduce((sum, bytes) => sum + bytes, 0);
  // Each GPU has compute buffers of its own.
  const { cacheBytes, weightsBytes } = memoryOf(memory, context, slots);
  const one = {
    deployment: live.deploymentOf(wish.deployment.model),
    variant: live.variantOf(wish.deployment.model, variant.id),
    machine: at[0]?.machine as SnapshotMachine,
    gpus: at.map(({ gpu }) => gpu),
    shares: [...shares.values()].map((bytes) => bytes / total),
    contextLength: context,
    slots,
    memory: { weightsBytes, cacheBytes, workBytes: Math.max(0, total - weightsBytes - cacheBytes) },
  };
  return { ...one, running: runningAs(one, snapshot), reason: splitReasonOf(split) };
}

function runningAs(
  { deployment, variant, machine, gpus, contextLength, slots }: Omit<Wanted, 'running' | 'reason'>,
  { replicas }: Snapshot,
): SnapshotReplica | null {
  const ids = gpus.map(({ id }) => id).toSorted();
  const isSame = ({ machineId, spec }: SnapshotReplica): boolean =>
    machineId === machine.id &&
    spec.deploymentId === deployment.id &&
    spec.variant.sha256 === variant.sha256 &&
    spec.contextLength === contextLength &&
    spec.slots === slots &&
    spec.gpuIds.toSorted().join('\n') === ids.join('\n');
  // Those that serve already stay rather than those that are being loaded.
  return replicas.filter(isSame).toSorted((a, b) => Number(a.loading) - Number(b.loading))[0] ?? null;
}

function memoryOf({ weights, kvPerToken, compute, overhead }: Measured, context: number, slots: number): ReplicaMemory {
  return {
    weightsBytes: Math.round(weights),
    cacheBytes: Math.round(kvPerToken * context * slots),
    workBytes: Math.round(compute + overhead),
  };
}
