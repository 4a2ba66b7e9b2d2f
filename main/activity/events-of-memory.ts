/** Video memory that others took, or that did not come back, between two looks. Pure. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Gpu, MissingMemory } from '../../contract/hardware.ts';
import type { Plan, PlannedReplica } from '../../contract/plan.ts';
import { shareOf, totalBytes } from '../../contract/replica.ts';
import { missingInWords } from '../inventory/memory-notice.ts';
import type { NewEvent } from '../ledger/activity-book.ts';
import { eventOf } from './event-base.ts';

/** The memory of a machine's cards, as it says it. */
export interface MemorySeen {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
  readonly gpus: readonly Gpu[];
  readonly missing: readonly MissingMemory[];
}

/** Less growth than this makes no model go: the margin is for it. */
const leastGrowth = 64 * 1024 * 1024;

/** Memory that did not come back after an unload. */
export function eventsOfMissing(before: readonly MemorySeen[], after: readonly MemorySeen[]): NewEvent[] {
  const known = new Set(before.flatMap(({ id, missing }) => missing.map((one) => keyOf(id, one))));
  return after.flatMap(({ id, name, gpus, missing }) =>
    missing
      .filter((one) => !known.has(keyOf(id, one)))
      .map((one) =>
        eventOf({
          kind: 'machine',
          what: 'memory missing',
          tone: 'attention',
          subject: name,
          sentence: missingInWords(one, gpus, name),
          reason: 'Nothing is placed on it. Restart the PC if it stays.',
          detail: { machineId: id, gpuId: one.gpuId, bytes: one.bytes },
        }),
      ),
  );
}

const keyOf = (machineId: string, { gpuId, since }: MissingMemory): string => `${machineId} ${gpuId} ${since}`;

interface Claims {
  readonly before: Plan;
  readonly after: Plan;
  readonly machines: readonly MemorySeen[];
  /** What others held of a card when the replica came there; null: that is not known. */
  readonly othersThen: (machineId: string, replicaId: string, gpuId: string) => number | null;
  readonly marginBytes: number;
}

/** Replicas that leave a card because other programs have grown there: how much those took, and where the model goes. */
export function eventsOfClaims({ before, after, machines, othersThen, marginBytes }: Claims): NewEvent[] {
  const stays = new Set(after.replicas.map(({ spec }) => spec.replicaId));
  return machines
    .filter(({ online }) => online)
    .flatMap((machine) =>
      machine.gpus.flatMap((gpu) => {
        const here = before.replicas.filter(
          ({ machineId, spec }) => machineId === machine.id && spec.gpuIds.includes(gpu.id),
        );
        const room = gpu.totalBytes - gpu.othersBytes - marginBytes;
        const gone = here.filter(({ spec }) => !stays.has(spec.replicaId));
        const grown = gone.map(
          ({ spec }) => gpu.othersBytes - (othersThen(machine.id, spec.replicaId, gpu.id) ?? Infinity),
        );
        const took = Math.max(...grown);
        if (gone.length === 0 || took < leastGrowth || bytesOn(here, gpu) <= room) return [];
        return [
          eventOf({
            kind: 'machine',
            what: 'memory taken',
            tone: 'plain',
            subject: machine.name,
            sentence: `Other programs took ${bytesInWords(took)} on ${gpu.name} of ${machine.name}`,
            reason: gone.map((one) => whereTo(one, before, after, machines)).join(' '),
            detail: { machineId: machine.id, gpuId: gpu.id, bytes: took, othersBytes: gpu.othersBytes },
          }),
        ];
      }),
    );
}

const bytesOn = (replicas: readonly PlannedReplica[], { id }: Gpu): number =>
  replicas.reduce((sum, { spec, memory }) => sum + totalBytes(memory) * shareOf(spec, id), 0);

function whereTo({ spec }: PlannedReplica, before: Plan, after: Plan, machines: readonly MemorySeen[]): string {
  const { model, deploymentId } = spec;
  const nameOf = (id: string): string => machines.find((one) => one.id === id)?.name ?? id;
  const known = new Set(before.replicas.map((one) => one.spec.replicaId));
  const ofModel = after.replicas.filter((one) => one.spec.deploymentId === deploymentId);
  const next = ofModel.find((one) => !known.has(one.spec.replicaId));
  if (next) return `${model} moves to ${nameOf(next.machineId)}.`;
  const promised = after.promised.find((one) => one.deploymentId === deploymentId);
  if (promised) return `${model} moves to ${nameOf(promised.machineId)} when there is room.`;
  return ofModel.length > 0 ? `${model} goes on elsewhere.` : `No other card has room for ${model}.`;
}
