import { watchFor } from '../base/watch-for.ts';
import type { Inventory } from '../inventory/inventory.ts';

/** A first look at a machine's devices takes seconds, and longer on a busy one. */
const usualWithinMs = 30_000;

/** Waits until a machine has said which devices it has: one that has just connected looks for them first. Gives up after a while. */
export async function devicesKnown(
  inventory: Pick<Inventory, 'machine' | 'onChange'>,
  machineId: string,
  signal: AbortSignal,
  withinMs = usualWithinMs,
): Promise<void> {
  const known = (): boolean => {
    const machine = inventory.machine(machineId);
    return machine?.state !== 'online' || machine.gpus.length > 0;
  };
  const enough = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  await watchFor(known, (listener) => inventory.onChange(listener), enough);
}
