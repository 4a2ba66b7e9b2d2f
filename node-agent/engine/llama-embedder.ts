/** Vectors of texts, one after the other: what a context for embeddings does. */
import type { LlamaEmbeddingContext, LlamaModel } from 'node-llama-cpp';
import { vectorText } from '../../common/vector-text.ts';
import type { EmbedFrame, EmbedInput, EmbedRequest } from '../../contract/embed.ts';
import { refuse } from '../../contract/problem.ts';
import { brandedTokens } from './branded-tokens.ts';
import { textMarks, withMarks } from './text-marks.ts';
import { Turns } from './turns.ts';

interface LlamaEmbedderParts {
  readonly model: LlamaModel;
  readonly context: LlamaEmbeddingContext;
  readonly contextLength: number;
  readonly vocabularySize: number;
}

const count = (tokens: number): string => tokens.toLocaleString('en-US');

export class LlamaEmbedder {
  readonly #parts: LlamaEmbedderParts;
  /** The engine computes one text at a time; who is cancelled must not wait for the others'. */
  readonly #turns = new Turns();
  readonly #marks: ReturnType<typeof textMarks>;

  constructor(parts: LlamaEmbedderParts) {
    this.#parts = parts;
    const { vocabularyType, tokens, fileInfo } = parts.model;
    // The header first: the engine says no for every vocabulary without a mark to begin with.
    const addsEos = fileInfo.metadata.tokenizer.ggml.add_eos_token ?? tokens.shouldAppendEosToken;
    this.#marks = textMarks({ vocabularyType, tokens, addsEos });
  }

  /**
   * All inputs are counted before the first is computed: none is ever cut.
   * @throws ProblemError context_length_exceeded with the numbers, or invalid_request: both name the input; shutting_down
   */
  async *embed({ inputs }: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame, void, undefined> {
    const all = inputs.map((input, index) => this.#tokens(input, `inputs.${index}`));
    for (const [index, tokens] of all.entries()) {
      yield { type: 'vector', index, tokens: tokens.length, vector: await this.#vector(tokens, signal) };
    }
    yield { type: 'end' };
  }

  async #vector(tokens: readonly number[], signal: AbortSignal): Promise<string> {
    try {
      const { vector } = await this.#turns.take(
        () => this.#parts.context.getEmbeddingFor(brandedTokens(tokens)),
        signal,
      );
      return vectorText(Float32Array.from(vector));
    } catch (error) {
      if (signal.aborted) refuse('shutting_down', 'The replica ended before all vectors were made.');
      throw error;
    }
  }

  #tokens(input: EmbedInput, param: string): number[] {
    const { model, contextLength, vocabularySize } = this.#parts;
    if (input.kind === 'pair') {
      return refuse('wrong_model_kind', 'This model makes vectors, and puts no texts in order.', { param });
    }
    // No text becomes a control token.
    const read = input.kind === 'text' ? model.tokenize(input.text, false) : input.tokens;
    const foreign = read.find((token) => token >= vocabularySize);
    if (foreign !== undefined) {
      const sentence = `Token ${foreign} is not in this model's vocabulary of ${vocabularySize}.`;
      refuse('invalid_request', sentence, { param });
    }
    const tokens = withMarks(this.#marks, read);
    if (tokens.length === 0) refuse('invalid_request', 'The text has no tokens.', { param });
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
