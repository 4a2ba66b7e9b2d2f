/** Opens a context that makes vectors. */
import type { LlamaEmbeddingContext, LlamaModel } from 'node-llama-cpp';
import { refuse } from '../../contract/problem.ts';

/** llama_pooling_type: how the vectors of the tokens become one. */
const pooling = { mean: 1, first: 2, last: 3 } as const;

/**
 * Only what reads from left to right, and whose last token speaks for all, may be read in pieces: everything else sees a text as a
 * whole, so that one batch holds a whole context. The estimate counts on both.
 * @throws ProblemError model_file_invalid when the file does not say how its vectors become one
 */
export async function openEmbeddingContext(model: LlamaModel, contextLength: number): Promise<LlamaEmbeddingContext> {
  const { architectureMetadata } = model.fileInfo;
  const way: number | undefined = architectureMetadata.pooling_type;
  if (!Object.values<number | undefined>(pooling).includes(way)) {
    refuse('model_file_invalid', 'The model file does not say how it makes one vector of a text.');
  }
  const inPieces = way === pooling.last && architectureMetadata.attention?.causal !== false;
  return model.createEmbeddingContext({
    // The engine keeps one place free for a token that never comes.
    contextSize: contextLength + 1,
    ...(inPieces ? {} : { batchSize: contextLength }),
  });
}
