/** All that a plan depends on, in a text: as long as it stays the same, so does the plan. Pure. */
import type { Snapshot } from '../../contract/plan.ts';

/** Other programs' memory comes and goes by a little all the time; the margin is for that. */
const othersStep = 32 * 1024 * 1024;

export function planningKey(snapshot: Snapshot): string {
  const { machines, demand, run: _run, firstNumber: _number, heldIds: _ids, ...rest } = snapshot;
  return JSON.stringify({
    ...rest,
    demand: [...demand],
    machines: machines.map(({ gpus, limits, reached, ...machine }) => ({
      ...machine,
      limits: [...limits],
      reached: [...reached],
      gpus: gpus.map(({ id, name, backend, usable, reason, totalBytes, othersBytes }) => ({
        id,
        name,
        backend,
        usable,
        reason,
        totalBytes,
        others: Math.round(othersBytes / othersStep),
      })),
    })),
  });
}
