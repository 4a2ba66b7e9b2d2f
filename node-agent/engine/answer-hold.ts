/** What an answer is held to while it is written: the grammar of its text, its tools, or nothing. */
import { LlamaGrammarEvaluationState, type Llama, type LlamaModel } from 'node-llama-cpp';
import type { GenerateRequest } from '../../contract/generate.ts';
import type { CallSyntax } from '../../contract/tools.ts';
import { acceptToken, grammarText, openGrammar } from './llama-grammar.ts';
import type { TextOut } from './text-out.ts';
import { answerGrammar } from './tools/call-grammar.ts';
import { CallHold } from './tools/call-hold.ts';

export interface AnswerHold {
  /** What the next token must obey; null: it is free. */
  readonly state: LlamaGrammarEvaluationState | null;
  /** Takes each token that was written, sampled under the state or replayed. */
  push(token: number): Promise<void>;
}

interface HoldParts {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly syntax: CallSyntax;
  /** Reads the tokens for calls. */
  readonly text: TextOut;
}

const nothing = { push: () => Promise.resolve() };

/**
 * Opens what a request is held to, and brings it to the end of the tokens so far.
 * @returns and the strings that end the answer
 * @throws ProblemError unsupported_parameter when a schema asks for what no grammar can hold
 */
export async function openHold(
  { llama, model, syntax, text }: HoldParts,
  { grammar, tools, soFar }: Pick<GenerateRequest, 'grammar' | 'tools' | 'soFar'>,
): Promise<{ hold: AnswerHold; stops: readonly string[] }> {
  if (!tools) {
    const inUse = grammar && (await openGrammar(llama, model, grammar, soFar));
    return { hold: { ...nothing, state: inUse?.state ?? null }, stops: inUse?.stops ?? [] };
  }
  if (tools.required || grammar) {
    const json = grammar && !tools.required ? await grammarText(llama, grammar) : null;
    const compiled = await llama.createGrammar({ grammar: await answerGrammar(llama, syntax, tools, json) });
    const state = new LlamaGrammarEvaluationState({ model, grammar: compiled });
    for (const token of soFar) acceptToken(state, token);
    return { hold: { ...nothing, state }, stops: [] };
  }
  const hold = new CallHold({ llama, model, syntax, tools, text });
  for (const token of soFar) {
    if (hold.state) acceptToken(hold.state, token);
    await hold.push(token);
  }
  return { hold, stops: [] };
}
