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
  const enough = Promise.withResolvers<void>();
  const look = (): void => {
    const machine = inventory.machine(machineId);
    if (machine?.state !== 'online' || machine.gpus.length > 0) enough.resolve();
  };
  const stop = inventory.onChange(look);
  const either = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  either.addEventListener('abort', () => enough.resolve(), { once: true });
  look();
  await enough.promise.finally(stop);
}
