/** A model does what it is made for, and nothing else. */
import { refuse } from '../../contract/problem.ts';
import type { RouterModel } from '../router/snapshot.ts';

/** @throws ProblemError wrong_model_kind when the model is made for something else than what is wanted */
export function checkKind({ name, kind }: RouterModel, wanted: RouterModel['kind']): void {
  if (kind === wanted) return;
  const param = 'model';
  if (wanted === 'chat') {
    const action = 'Choose a model that writes, or ask this one for vectors: POST /v1/embeddings.';
    refuse('wrong_model_kind', `"${name}" makes vectors of texts and writes no answers.`, { action, param });
  }
  const action = 'Choose a model that makes vectors; the Models page says “search” beside it.';
  refuse('wrong_model_kind', `"${name}" writes answers and makes no vectors of texts.`, { action, param });
}
