/** Vectors of texts, one after the other: what a context for embeddings does. */
import { LlamaVocabularyType, type LlamaEmbeddingContext, type LlamaModel } from 'node-llama-cpp';
import { vectorText } from '../../common/vector-text.ts';
import type { EmbedFrame, EmbedInput, EmbedRequest } from '../../contract/embed.ts';
import { problem, refuse } from '../../contract/problem.ts';
import { brandedTokens } from './branded-tokens.ts';

interface LlamaEmbedderParts {
  readonly model: LlamaModel;
  readonly context: LlamaEmbeddingContext;
  readonly contextLength: number;
  readonly vocabularySize: number;
}

const count = (tokens: number): string => tokens.toLocaleString('en-US');

export class LlamaEmbedder {
  readonly #parts: LlamaEmbedderParts;

  constructor(parts: LlamaEmbedderParts) {
    this.#parts = parts;
  }

  /**
   * All inputs are counted before the first is computed: none is ever cut.
   * @throws ProblemError context_length_exceeded with the numbers, or invalid_request; both name the input
   */
  async *embed({ inputs }: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame, void, undefined> {
    const { context } = this.#parts;
    const all = inputs.map((input, index) => this.#tokens(input, `inputs.${index}`));
    for (const [index, tokens] of all.entries()) {
      if (signal.aborted) {
        return yield { type: 'error', problem: problem('shutting_down', 'The vectors were not wanted any more.') };
      }
      const { vector } = await context.getEmbeddingFor(brandedTokens(tokens));
      yield { type: 'vector', index, tokens: tokens.length, vector: vectorText(Float32Array.from(vector)) };
    }
    yield { type: 'end' };
  }

  #tokens(input: EmbedInput, param: string): number[] {
    const { model, contextLength, vocabularySize } = this.#parts;
    // No text becomes a control token.
    const read = input.kind === 'text' ? model.tokenize(input.text, false) : input.tokens;
    const foreign = read.find((token) => token >= vocabularySize);
    if (foreign !== undefined) {
      const sentence = `Token ${foreign} is not in this model's vocabulary of ${vocabularySize}.`;
      refuse('invalid_request', sentence, { param });
    }
    const tokens = withMarks(model, read);
    if (tokens.length > contextLength) {
      const sentence = `The text has ${count(tokens.length)} tokens; this model's context is ${count(contextLength)}.`;
      refuse('context_length_exceeded', sentence, {
        effect: 'No vector was made, so that nothing is cut off silently.',
        action: 'Send shorter texts.',
        param,
      });
    }
    return tokens;
  }
}

/** The marks that begin and end a text where the model wants them (llama_vocab::tokenize), once each. */
function withMarks({ tokens: marks, vocabularyType }: LlamaModel, tokens: readonly number[]): number[] {
  const ofWords = vocabularyType === LlamaVocabularyType.wpm;
  const begin = ofWords || marks.shouldPrependBosToken ? marks.bos : null;
  const end = ofWords ? marks.sep : marks.shouldAppendEosToken ? marks.eos : null;
  return [
    ...(begin === null || tokens[0] === begin ? [] : [begin]),
    ...tokens,
    ...(end === null || tokens.at(-1) === end ? [] : [end]),
  ];
}
