/** How well texts answer a question, one after the other: what a context for ranking does. A score is a vector of one value. */
import type { LlamaModel, LlamaRankingContext, Token } from 'node-llama-cpp';
import { vectorText } from '../../common/vector-text.ts';
import type { EmbedFrame, EmbedInput, EmbedRequest } from '../../contract/embed.ts';
import { refuse } from '../../contract/problem.ts';
import { Turns } from './turns.ts';

interface LlamaRankerParts {
  readonly model: LlamaModel;
  readonly context: LlamaRankingContext;
  readonly contextLength: number;
}

/** Between the marks that the engine puts around them. */
interface Pair {
  readonly query: Token[];
  readonly text: Token[];
  /** Of both, with the marks. */
  readonly tokens: number;
}

const count = (tokens: number): string => tokens.toLocaleString('en-US');

export class LlamaRanker {
  readonly #parts: LlamaRankerParts;
  /** The engine computes one pair at a time; who is cancelled must not wait for the others'. */
  readonly #turns = new Turns();

  constructor(parts: LlamaRankerParts) {
    this.#parts = parts;
  }

  /**
   * All pairs are counted before the first is computed: none is ever cut.
   * @throws ProblemError context_length_exceeded with the numbers, or wrong_model_kind: both name the input; shutting_down
   */
  async *embed({ inputs }: EmbedRequest, signal: AbortSignal): AsyncGenerator<EmbedFrame, void, undefined> {
    const pairs = inputs.map((input, index) => this.#pair(input, `inputs.${index}`));
    for (const [index, pair] of pairs.entries()) {
      yield { type: 'vector', index, tokens: pair.tokens, vector: await this.#score(pair, signal) };
    }
    yield { type: 'end' };
  }

  async #score({ query, text }: Pair, signal: AbortSignal): Promise<string> {
    try {
      const score = await this.#turns.take(() => this.#parts.context.rank(query, text), signal);
      return vectorText(Float32Array.of(score));
    } catch (error) {
      if (signal.aborted) refuse('shutting_down', 'The replica ended before all texts were scored.');
      throw error;
    }
  }

  #pair(input: EmbedInput, param: string): Pair {
    const { model, context, contextLength } = this.#parts;
    if (input.kind !== 'pair') {
      return refuse('wrong_model_kind', 'This model puts texts in order, and makes no vectors.', { param });
    }
    const { eos, sep } = model.tokens;
    // No text becomes a control token. The engine leaves the last mark out where a vocabulary has one for both ends.
    const query = model.tokenize(input.query, false);
    const text = [...model.tokenize(input.text, false), ...(eos === null && sep !== null ? [sep] : [])];
    const tokens = context.calculateInputLength(query, text);
    if (tokens > contextLength) {
      const sentence = `Question and text have ${count(tokens)} tokens; this model's context is ${count(contextLength)}.`;
      refuse('context_length_exceeded', sentence, {
        effect: 'Nothing was scored, so that nothing is cut off silently.',
        action: 'Send shorter texts.',
        param,
      });
    }
    return { query, text, tokens };
  }
}
