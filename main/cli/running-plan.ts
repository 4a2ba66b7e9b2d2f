/** What runs where in the office, and why, and what lacks a place. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { OfficeState } from '../../contract/control-api.ts';
import type { Notice } from '../../contract/notice.ts';
import { totalBytes } from '../../contract/replica.ts';
import { columns } from './output.ts';

interface RunningReplica {
  readonly machine: string;
  readonly gpus: readonly string[];
  readonly model: string;
  readonly variant: string;
  readonly state: string;
  readonly slots: number;
  readonly context: number;
  readonly bytes: number;
  readonly reason: string;
}

interface RunningPlan {
  readonly replicas: readonly RunningReplica[];
  /** Models with fewer replicas than they must have. */
  readonly lacking: readonly ({ readonly model: string } & Notice)[];
}

export function runningPlan({ machines, models }: OfficeState): RunningPlan {
  return {
    replicas: machines.flatMap(({ name, gpus, replicas }) =>
      replicas
        .filter(({ state }) => state !== 'gone')
        .map(({ gpuIds, model, variant, state, slots, contextLength, memory, reason }) => ({
          machine: name,
          gpus: gpuIds.map((id) => gpus.find((gpu) => gpu.id === id)?.name ?? id),
          model,
          variant,
          state,
          slots,
          context: contextLength,
          bytes: totalBytes(memory),
          reason,
        })),
    ),
    lacking: models.flatMap(({ name, problem }) => (problem ? [{ model: name, ...problem }] : [])),
  };
}

export function linesOfRunning(state: OfficeState): string[] {
  const { replicas, lacking } = runningPlan(state);
  const rows = replicas.map(({ machine, gpus, model, variant, state: its, slots, context, bytes, reason }) => [
    machine,
    gpus.join(' + '),
    `${model} ${variant}`,
    its,
    `${slots} × ${context}`,
    bytesInWords(bytes),
    reason,
  ]);
  return [
    ...(rows.length > 0 ? columns(rows) : ['Nothing runs.']),
    ...(lacking.length > 0 ? ['', 'Fewer replicas than required:'] : []),
    ...lacking.map(({ model, reason, action }) => `  ${model}: ${reason} ${action}`),
  ];
}
