import type { ModelView } from '../../../contract/control-api.ts';

/** Those that are meant to run: also one that rests until somebody asks for it. */
export const modelsInUse = (models: readonly ModelView[]): ModelView[] =>
  models.filter(({ state }) => state === 'ready' || state === 'loading' || state === 'unloaded');
