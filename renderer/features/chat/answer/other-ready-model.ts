import type { OfficeState } from '../../../../contract/control-api.ts';
import { chatModels } from '../chat-models.ts';

/** A model beside `model` that has a free place now; null: none. */
export function otherReadyModel({ machines, models }: OfficeState, model: string | null): string | null {
  const free = new Set(
    machines
      .filter(({ state }) => state !== 'lost')
      .flatMap(({ replicas }) => replicas)
      .filter(({ state, slots, slotsBusy }) => state === 'ready' && slotsBusy < slots)
      .map((replica) => replica.model),
  );
  return (
    chatModels(models).find(({ name, state }) => state === 'ready' && name !== model && free.has(name))?.name ?? null
  );
}
