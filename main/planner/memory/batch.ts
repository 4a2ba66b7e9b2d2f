/** How much llama.cpp computes and keeps at once, in tokens (llama_context and graph_reserve). Pure. */
import type { GgufFacts } from '../../../contract/model.ts';
import type { Shape } from './shape.ts';

/** What the engine feeds at once at most. */
const mostTokens = 512;
/** A cache is a multiple of it. */
const cellPadding = 256;

export const padded = (tokens: number): number => Math.ceil(tokens / cellPadding) * cellPadding;

type Batched = Pick<GgufFacts, 'slidingWindow' | 'trainedContext' | 'kvHeads' | 'graph'>;

/** A model that makes vectors and keeps nothing sees a text as a whole: a batch is a context, and texts take turns. */
export const readsInOnePiece = ({ graph, kvHeads }: Pick<GgufFacts, 'kvHeads' | 'graph'>): boolean =>
  graph?.vectors === true && kvHeads.every((heads) => heads === 0);

/** Tokens of one micro-batch. One more where a window slides, as the engine asks for. The context counts as it is kept: padded. */
export function microBatch(facts: Batched, { contextLength, slots }: Shape): number {
  if (readsInOnePiece(facts)) return padded(contextLength);
  const { slidingWindow, trainedContext } = facts;
  const all = padded(contextLength) * slots;
  const slides = slidingWindow !== null && slidingWindow < trainedContext;
  return Math.min(all, mostTokens + (slides ? 1 : 0));
}

/**
 * The same, rounded up to a whole number for each slot: at most what room is made for.
 * The bound itself, so that it never falls while slots grow.
 */
export const reservedTokens = (facts: Batched, shape: Shape): number => microBatch(facts, shape) + shape.slots - 1;
