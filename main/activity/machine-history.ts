/** What each machine and card did in the last hour: a mean for each minute, in memory alone. A restart begins anew. */
import type { CardHistory, HistoryPoint, MachineHistory } from '../../contract/activity.ts';
import type { Gpu } from '../../contract/hardware.ts';
import { shareOf, type ReplicaReport } from '../../contract/replica.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';

const minuteMs = 60_000;
const keptPoints = 60;

/** Sums over the samples of the minute that is not over. */
interface Minute {
  at: number;
  count: number;
  models: number;
  others: number;
  rate: number;
  heat: { sum: number; count: number };
  load: { sum: number; count: number };
}

interface Kept {
  points: HistoryPoint[];
  minute: Minute;
}

export class MachineHistories {
  /** By machine, then by card. */
  readonly #kept = new Map<string, Map<string, Kept>>();

  /** Adds what is so now. What is not online leaves a gap; what left the office is forgotten. */
  sample(machines: readonly MachineFacts[], now: number): void {
    const known = new Set(machines.map(({ id }) => id));
    for (const id of this.#kept.keys()) if (!known.has(id)) this.#kept.delete(id);
    for (const machine of machines) if (machine.state === 'online') this.#sampleMachine(machine, now);
  }

  /** Oldest first; the last point is the minute that is not over. @param wanted one machine's; left out: every machine's */
  read(now: number, wanted?: string): MachineHistory[] {
    const asked = [...this.#kept].filter(([id]) => wanted === undefined || id === wanted);
    return asked.map(([machineId, cards]) => ({
      machineId,
      cards: [...cards].map(([gpuId, kept]) => ({ gpuId, points: pointsOf(kept, now) }) satisfies CardHistory),
    }));
  }

  #sampleMachine({ id, gpus, replicas }: MachineFacts, now: number): void {
    const cards = this.#kept.get(id) ?? new Map<string, Kept>();
    this.#kept.set(id, cards);
    const here = new Set(gpus.map((gpu) => gpu.id));
    for (const gpuId of cards.keys()) if (!here.has(gpuId)) cards.delete(gpuId);
    for (const gpu of gpus) {
      const at = Math.floor(now / minuteMs) * minuteMs;
      const kept = cards.get(gpu.id) ?? { points: [], minute: emptyMinute(at) };
      cards.set(gpu.id, kept);
      if (kept.minute.at !== at) {
        kept.points = pointsOf(kept, now);
        kept.minute = emptyMinute(at);
      }
      add(kept.minute, gpu, replicas);
    }
  }
}

const emptyMinute = (at: number): Minute => ({
  at,
  count: 0,
  models: 0,
  others: 0,
  rate: 0,
  heat: { sum: 0, count: 0 },
  load: { sum: 0, count: 0 },
});

function add(minute: Minute, gpu: Gpu, replicas: readonly ReplicaReport[]): void {
  minute.count += 1;
  minute.models += gpu.oursBytes;
  minute.others += gpu.othersBytes;
  minute.rate += replicas.reduce((sum, { spec, tokensPerSecond }) => sum + tokensPerSecond * shareOf(spec, gpu.id), 0);
  addTo(minute.heat, gpu.temperatureC);
  addTo(minute.load, gpu.load);
}

/** A card that says nothing for a while does not draw the mean to zero. */
function addTo(mean: { sum: number; count: number }, value: number | null): void {
  if (value === null) return;
  mean.sum += value;
  mean.count += 1;
}

const meanOf = ({ sum, count }: { readonly sum: number; readonly count: number }, parts: number): number | null =>
  count === 0 ? null : rounded(sum / count, parts);
/** To the nearest tenth, with 10 parts: many of them travel together. */
const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts;

function pointsOf({ points, minute }: Kept, now: number): HistoryPoint[] {
  const { at, count, models, others, rate, heat, load } = minute;
  const mean: HistoryPoint[] =
    count === 0
      ? []
      : [
          {
            at,
            modelsBytes: Math.round(models / count),
            othersBytes: Math.round(others / count),
            tokensPerSecond: rounded(rate / count, 10),
            temperatureC: meanOf(heat, 1),
            load: meanOf(load, 100),
          },
        ];
  return [...points, ...mean].filter((point) => now - point.at < keptPoints * minuteMs).slice(-keptPoints);
}
