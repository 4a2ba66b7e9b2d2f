import type { ModelView } from '../../../contract/control-api.ts';

/** The first wished model that the office has, else one that is ready, else one that loads, else any. */
export const chooseModel = (
  models: readonly ModelView[],
  wishes: readonly (string | null | undefined)[],
): ModelView | undefined =>
  wishes.map((wish) => models.find(({ name }) => name === wish)).find((model) => model !== undefined) ??
  models.find(({ state }) => state === 'ready') ??
  models.find(({ state }) => state === 'loading') ??
  models[0];
