/** Where a model is ready, or why it is not, in a few words. Pure. */
import type { ModelView } from '../../contract/control-api.ts';

export function modelStateWords({ state, readyOn, problem }: ModelView): string {
  if (state === 'ready') return `ready on ${readyOn.join(', ')}`;
  if (state === 'unloaded') return 'loaded when it is asked for';
  return problem?.reason ?? state;
}
