/** A model does what it is made for, and nothing else. */
import type { ModelKind } from '../../contract/model.ts';
import { refuse } from '../../contract/problem.ts';
import type { RouterModel } from '../router/snapshot.ts';

const does: Readonly<Record<ModelKind, string>> = {
  chat: 'writes answers',
  embedding: 'makes vectors of texts',
  reranker: 'puts texts in order',
};
const route: Readonly<Record<ModelKind, string>> = {
  chat: '/v1/chat/completions',
  embedding: '/v1/embeddings',
  reranker: '/v1/rerank',
};
/** How such a model is found. */
const search: Readonly<Record<ModelKind, string>> = {
  chat: 'Choose a model that writes',
  embedding: 'Choose a model that makes vectors; the Models page says “search” beside it',
  reranker: 'Choose a model that ranks; the Models page says “ranking” beside it',
};

/** @throws ProblemError wrong_model_kind when the model is made for something else than what is wanted */
export function checkKind({ name, kind }: RouterModel, wanted: ModelKind): void {
  if (kind === wanted) return;
  const action = `${search[wanted]}. This one is asked by POST ${route[kind]}.`;
  refuse('wrong_model_kind', `"${name}" ${does[kind]}, and nothing else.`, { action, param: 'model' });
}
