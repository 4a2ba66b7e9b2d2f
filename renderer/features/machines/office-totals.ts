import type { OfficeState } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { barFacts } from './bars/bar-facts.ts';

interface OfficeTotals {
  readonly totalBytes: number;
  readonly machines: number;
  readonly modelsBytes: number;
  readonly othersBytes: number;
  readonly marginBytes: number;
  /** What limits keep from models. */
  readonly heldBackBytes: number;
  readonly freeBytes: number;
  readonly tokensPerSecond: number;
  readonly answers: number;
}

/** Sums over the devices that can be used now. Processors count only where no card is: their memory is not video memory. */
export function officeTotals({ machines, marginBytes }: OfficeState): OfficeTotals {
  const here = machines.filter(({ state }) => state === 'ready' || state === 'answering');
  const usable = here.flatMap(({ gpus }) => gpus.filter((gpu) => gpu.usable));
  const withCards = usable.some((gpu) => gpu.backend !== 'cpu');
  const counts = (gpu: Gpu): boolean => gpu.usable && (!withCards || gpu.backend !== 'cpu');
  const bars = here.flatMap(({ gpus, replicas, limits }) =>
    gpus
      .filter(counts)
      .map((gpu) => ({ total: gpu.totalBytes, ...barFacts(gpu, replicas, marginBytes, limits[gpu.id]) })),
  );
  const replicas = here.flatMap((machine) => machine.replicas);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  return {
    totalBytes: sum(bars.map(({ total }) => total)),
    machines: here.filter(({ gpus }) => gpus.some(counts)).length,
    modelsBytes: sum(bars.map(({ models }) => models)),
    othersBytes: sum(bars.map(({ others }) => others)),
    marginBytes: sum(bars.map(({ margin }) => margin)),
    heldBackBytes: sum(bars.map(({ heldBack }) => heldBack)),
    freeBytes: sum(bars.map(({ free }) => free)),
    tokensPerSecond: sum(replicas.map((replica) => replica.tokensPerSecond)),
    answers: sum(replicas.map((replica) => replica.slotsBusy)),
  };
}
