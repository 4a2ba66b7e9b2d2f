import type { ModelView } from '../../../contract/control-api.ts';
import { chatModels } from './chat-models.ts';

/**
 * Of those that one can talk to: the first wished one that the office has. Else one that is ready or comes when it is asked for, the
 * demo model only where no other answers; else one that loads, else any.
 */
export function chooseModel(
  all: readonly ModelView[],
  wishes: readonly (string | null | undefined)[],
): ModelView | undefined {
  const models = chatModels(all);
  return (
    wishes.map((wish) => models.find(({ name }) => name === wish)).find((model) => model !== undefined) ??
    models.find(({ state, demo }) => state === 'ready' && !demo) ??
    models.find(({ state, demo }) => state === 'unloaded' && !demo) ??
    models.find(({ state }) => state === 'ready') ??
    models.find(({ state, demo }) => state === 'loading' && !demo) ??
    models.find(({ state }) => state === 'loading') ??
    models[0]
  );
}
