import type { ModelView } from '../../../contract/control-api.ts';

/** The models that one can talk to: those for search only give figures. */
export const chatModels = (models: readonly ModelView[]): ModelView[] => models.filter(({ kind }) => kind === 'chat');
