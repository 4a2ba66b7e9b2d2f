/** The last hour of a scripted office: what its cards hold now, with the waves of a working morning. */
import type { Histories, HistoryPoint } from '../../../contract/activity.ts';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { replicaBytes } from '../../../renderer/features/machines/bars/bar-facts.ts';

const minute = 60_000;

/** @param wanted one machine's; null: all */
export function fakeHistories({ machines }: OfficeState, wanted: string | null): Histories {
  const until = Date.now();
  const shown = machines.filter(({ id, state }) => state !== 'lost' && (wanted === null || id === wanted));
  return {
    from: until - 60 * minute,
    until,
    machines: shown.map((machine) => ({
      machineId: machine.id,
      cards: machine.gpus.map((gpu) => ({ gpuId: gpu.id, points: pointsOf(machine, gpu, until) })),
    })),
  };
}

function pointsOf({ name, replicas }: MachineView, gpu: Gpu, until: number): HistoryPoint[] {
  const here = replicas.filter(({ gpuIds }) => gpuIds.includes(gpu.id));
  const held = here.reduce((sum, one) => sum + replicaBytes(one), 0);
  const rate = here.reduce((sum, one) => sum + one.tokensPerSecond, 0);
  const shift = name.length + gpu.index * 3;
  return Array.from({ length: 60 }, (_, at) => {
    const wave = Math.sin(at / 7 + shift) + Math.sin(at * 1.3 + shift) / 3;
    return {
      at: Math.floor(until / minute) * minute - (59 - at) * minute,
      modelsBytes: at < 12 ? Math.round(held * 0.6) : Math.round(held),
      othersBytes: Math.round(Math.max(0, gpu.othersBytes * (1 + 0.2 * wave))),
      tokensPerSecond:
        rate === 0 ? Math.max(0, Math.round(80 * wave - 60) / 10) : Math.max(0, rate * (0.7 + 0.4 * wave)),
      temperatureC: gpu.temperatureC === null ? null : Math.round(gpu.temperatureC + 4 * wave),
      load: gpu.load === null ? null : Math.min(1, Math.max(0, 0.4 + 0.4 * wave)),
    };
  });
}
