/** What a real runner does with its orders. */
import type { Llama, LlamaContextSequence, LlamaModel } from 'node-llama-cpp';
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import type { GpuProof, ReplicaMemory } from '../../contract/replica.ts';
import { brandedTokens } from './branded-tokens.ts';
import { llamaAnswer } from './llama-answer.ts';
import { LlamaEmbedder } from './llama-embedder.ts';
import { openGrammar } from './llama-grammar.ts';
import { llamaLoad } from './llama-load.ts';
import { LlamaPrompt } from './llama-prompt.ts';
import { LlamaRanker } from './llama-ranker.ts';
import { llamaSampling } from './llama-sampling.ts';
import { tellOwnScores } from './llama-scores.ts';
import type { RunnerLoad } from './runner-ipc.ts';
import type { RunnerBackend } from './serve-runner.ts';
import { SlotPool } from './slot-pool.ts';
import { TextOut } from './text-out.ts';
import { tokenBudget } from './token-budget.ts';

/** What a model that writes works with. */
interface Writer {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly prompt: LlamaPrompt;
  readonly slots: SlotPool<LlamaContextSequence>;
  readonly contextLength: number;
  /** A token id at or above it would abort the process inside llama.cpp. */
  readonly vocabularySize: number;
}

/** llama.cpp inside a runner. */
export class LlamaBackend implements RunnerBackend {
  readonly #say: (line: string) => void;
  #writer: Writer | null = null;
  #embedder: LlamaEmbedder | LlamaRanker | null = null;
  #tokensGenerated = 0;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  get tokensGenerated(): number {
    return this.#tokensGenerated;
  }

  async load(order: RunnerLoad): Promise<{ memory: ReplicaMemory; proof: GpuProof | null }> {
    const { llama, model, work, memory, proof } = await llamaLoad(order, this.#say);
    const { contextLength } = order;
    const vocabularySize = [...model.iterateAllTokens()].length;
    if (work.kind === 'embedding') {
      this.#embedder = new LlamaEmbedder({ model, context: work.context, contextLength, vocabularySize });
    } else if (work.kind === 'reranker') {
      this.#embedder = new LlamaRanker({ model, context: work.context, contextLength });
    } else {
      const [first] = work.sequences;
      if (first) tellOwnScores(first.context, model);
      const [prompt, slots] = [new LlamaPrompt(model), new SlotPool(work.sequences)];
      this.#writer = { llama, model, prompt, slots, contextLength, vocabularySize };
    }
    return { memory, proof };
  }

  embed(request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame> {
    if (this.#embedder === null) refuse('model_not_ready', 'No model that makes vectors or scores is loaded.');
    return this.#embedder.embed(request, signal);
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateFrame, void, undefined> {
    if (this.#writer === null) refuse('model_not_ready', 'No model that writes is loaded.');
    const { llama, model, prompt, slots, contextLength, vocabularySize } = this.#writer;
    const { input, begun } = request;
    const soFar = begun === undefined ? request.soFar : prompt.begun(begun);
    const promptTokens = input.kind === 'tokens' ? input.tokens : prompt.tokens(input);
    const all = [...promptTokens, ...soFar];
    const foreign = all.find((token) => token >= vocabularySize);
    if (foreign !== undefined)
      refuse('invalid_request', `Token ${foreign} is not in this model's vocabulary of ${vocabularySize}.`);
    const budget = tokenBudget(promptTokens.length, request.maxTokens, contextLength);
    const draw = llamaSampling(model, request.sampling, promptTokens, vocabularySize);
    const grammar = request.grammar && (await openGrammar(llama, model, request.grammar, soFar));
    const detokenize = (special: boolean) => (tokens: readonly number[], before: readonly number[]) =>
      model.detokenize(brandedTokens(tokens), special, brandedTokens(before));
    const text = new TextOut(detokenize(false), promptTokens, [...request.stop, ...(grammar?.stops ?? [])]);
    for (const token of soFar) text.push(token);

    const slot = slots.take(all);
    try {
      const read = begun === undefined ? {} : { soFar };
      yield { type: 'prompt', epoch: request.epoch, tokens: promptTokens, ...read };
      const shown = detokenize(true);
      const scores =
        request.scores === undefined
          ? null
          : { count: request.scores, textOf: (token: number, before: readonly number[]) => shown([token], before) };
      const job = { prompt: promptTokens, soFar, budget, draw, text, grammar: grammar?.state ?? null, scores };
      yield* llamaAnswer(slot.sequence, job, () => this.#tokensGenerated++, signal);
    } finally {
      slot.release();
    }
  }
}
