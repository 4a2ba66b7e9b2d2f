/** Opens a context that scores texts. */
import type { LlamaModel, LlamaRankingContext } from 'node-llama-cpp';
import { refuse } from '../../contract/problem.ts';

/** Architectures that see both texts as a whole, and score them by the mark in front. */
const encoders = /bert/;

/**
 * One batch holds a whole context. The estimate counts on it.
 * @throws ProblemError model_file_invalid when the file has nothing that scores, or asks in words (Qwen3's rerankers), which the engine misreads
 */
export async function openRankingContext(model: LlamaModel, contextLength: number): Promise<LlamaRankingContext> {
  const { architecture } = model.fileInfo.metadata.general;
  if (!encoders.test(architecture)) {
    refuse('model_file_invalid', `Models of the architecture ${architecture} cannot put texts in order here.`);
  }
  if (!model.fileInsights.supportsRanking) {
    refuse('model_file_invalid', 'The model file holds nothing that scores texts.');
  }
  // The engine keeps one place free for a token that never comes.
  return model.createRankingContext({ contextSize: contextLength + 1, batchSize: contextLength });
}
