/** Whether an office is whole: every machine is there, and all replicas that are wished are ready. Pure. */
import type { OfficeState } from '../../../contract/control-api.ts';

/** @param replicas how many are wished */
export function isWhole(state: OfficeState, replicas: number): boolean {
  return whatIsMissing(state, replicas).length === 0;
}

/** In words: "pc1 is lost", "2 of 3 replicas are ready". */
export function whatIsMissing({ machines, models }: OfficeState, replicas: number): string[] {
  const away = machines.filter(({ state }) => !['ready', 'answering'].includes(state));
  const all = machines.flatMap((machine) => machine.replicas);
  const ready = all.filter(({ state }) => state === 'ready').length;
  const others = all.filter(({ state }) => !['ready', 'gone'].includes(state));
  const planned = models.reduce((sum, model) => sum + model.planned, 0);
  return [
    ...away.map(({ name, state }) => `${name} is ${state}`),
    ...others.map(
      ({ replicaId, state, problem }) => `${replicaId} is ${state}${problem ? `: ${problem.message}` : ''}`,
    ),
    ...(ready === replicas && planned === replicas
      ? []
      : [`${ready} replicas are ready, ${planned} planned, ${replicas} wished`]),
  ];
}
