/** The cards of an office with the replicas on them, as the mini map shows them. Pure. */
import type { PlannedBlock, PlannedMachine } from '../../../contract/deployments.ts';
import type { Snapshot, SnapshotReplica } from '../../../contract/plan.ts';
import { totalBytes, shareOf } from '../../../contract/replica.ts';
import { limitOn, roomFor } from '../live/room-for.ts';
import { neededMemory } from '../memory/needed-memory.ts';

export type Marks = ReadonlyMap<string, { readonly code: string; readonly colour: number }>;

type Fate = Pick<PlannedBlock, 'change' | 'reason'>;

const noMark = { code: '?', colour: 0 } as const;

/** Most memory first, then by name, as the map itself. @param fateOf what becomes of a replica, and why */
export function cardsOf(snapshot: Snapshot, marks: Marks, fateOf: (replicaId: string) => Fate): PlannedMachine[] {
  return snapshot.machines
    .map((machine) => ({
      id: machine.id,
      name: machine.name,
      whyNot: machine.whyNot,
      cards: machine.gpus
        .filter(({ backend, usable }) => backend !== 'cpu' && usable)
        .map((gpu) => ({
          id: gpu.id,
          name: gpu.name,
          totalBytes: gpu.totalBytes,
          othersBytes: gpu.othersBytes,
          usableBytes: roomFor(gpu, snapshot.marginBytes, limitOn(machine, gpu.id)),
          blocks: snapshot.replicas
            .filter(({ machineId, spec }) => machineId === machine.id && spec.gpuIds.includes(gpu.id))
            .map((replica) => blockOf(replica, gpu.id, snapshot, marks, fateOf(replica.spec.replicaId))),
        })),
    }))
    .toSorted((a, b) => memoryOf(b) - memoryOf(a) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}

const memoryOf = ({ cards }: PlannedMachine): number => cards.reduce((sum, card) => sum + card.totalBytes, 0);

function blockOf(
  { machineId, spec, bytes }: SnapshotReplica,
  gpuId: string,
  { machines, variants, measured }: Snapshot,
  marks: Marks,
  fate: Fate,
): PlannedBlock {
  const { replicaId, model, variant, contextLength, slots } = spec;
  const gpu = machines.find(({ id }) => id === machineId)?.gpus.find(({ id }) => id === gpuId);
  const file = variants.find(({ sha256 }) => sha256 === variant.sha256);
  const estimate = gpu && file ? neededMemory(file, { contextLength, slots }, gpu, measured) : null;
  const memory = estimate ?? { weightsBytes: bytes, cacheBytes: 0, workBytes: 0 };
  const scale = (shareOf(spec, gpuId) * bytes) / Math.max(1, totalBytes(memory));
  return {
    key: replicaId,
    model,
    ...(marks.get(model) ?? noMark),
    variant: variant.name,
    contextLength,
    slots,
    memory: {
      weightsBytes: Math.round(memory.weightsBytes * scale),
      cacheBytes: Math.round(memory.cacheBytes * scale),
      workBytes: Math.round(memory.workBytes * scale),
    },
    ...fate,
  };
}
