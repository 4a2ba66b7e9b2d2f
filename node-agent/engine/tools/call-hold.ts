/**
 * Holds what a model writes to its tools. Where the answer must be calls, a grammar does it from the first token on. Where it may be,
 * the model is free until it has named a tool that it may call: from there on the arguments are held to that tool's schema. It is never
 * pressed into another tool than the one it named.
 */
import { LlamaGrammarEvaluationState, type Llama, type LlamaModel } from 'node-llama-cpp';
import { CallReader } from '../../../common/call-reader.ts';
import type { CallSyntax, ToolUse } from '../../../contract/tools.ts';
import type { TextOut } from '../text-out.ts';
import { restGrammar } from './call-grammar.ts';

interface CallHoldParts {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly syntax: CallSyntax;
  readonly tools: ToolUse;
  /** Reads the same tokens, for the calls alone: without stop strings, which would hold text back. */
  readonly text: TextOut;
}

export class CallHold {
  readonly #parts: CallHoldParts;
  readonly #reader: CallReader;
  #state: LlamaGrammarEvaluationState | null = null;
  /** A tool is named, and the grammar for its arguments is there. */
  #isHeld = false;

  constructor(parts: CallHoldParts) {
    this.#parts = parts;
    this.#reader = new CallReader(parts.syntax, parts.tools.callable);
  }

  /** What the next token must obey; null: it is free. */
  get state(): LlamaGrammarEvaluationState | null {
    return this.#state;
  }

  /** Takes a token that was written. One that was sampled under the state is known to it already. */
  async push(token: number): Promise<void> {
    const { llama, model, syntax, tools, text } = this.#parts;
    this.#reader.push(text.push(token));
    const { named } = this.#reader;
    if (!named || this.#isHeld) {
      this.#isHeld &&= named !== null;
      return;
    }
    this.#isHeld = true;
    const tool = tools.list.find(({ name }) => name === named.name);
    const grammar = tool && (await restGrammar(llama, syntax, tool, { written: named.rest, parallel: tools.parallel }));
    if (!grammar) return;
    this.#state = new LlamaGrammarEvaluationState({ model, grammar: await llama.createGrammar({ grammar }) });
  }
}
