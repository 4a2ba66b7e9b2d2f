/** Grammars that a sequence obeys, brought to where an answer was cut. */
import { LlamaGrammarEvaluationState, type Llama, type LlamaGrammar, type LlamaModel } from 'node-llama-cpp';
import type { Grammar } from '../../contract/generate.ts';
import { problem, ProblemError } from '../../contract/problem.ts';
import { grammarSchema } from './grammar-schema.ts';
import { narrowNumbers } from './number-grammar.ts';

/** A grammar in use: its state after the tokens so far, and the strings that end it. */
interface GrammarInUse {
  readonly state: LlamaGrammarEvaluationState;
  /** JSON grammars allow endless line ends after the value; these stop it. */
  readonly stops: readonly string[];
}

/** The part of node-llama-cpp that moves a grammar on without sampling. Not public: a test watches that it is there. */
interface GrammarInternals {
  readonly _state: unknown;
  readonly _llama: {
    readonly _bindings: {
      readonly AddonSampler: { acceptGrammarEvaluationStateToken(state: unknown, token: number): void };
    };
  };
}

/**
 * Opens a grammar and brings it to the end of the tokens so far.
 * @throws ProblemError unsupported_parameter when the schema asks for what no grammar can hold
 */
export async function openGrammar(
  llama: Llama,
  model: LlamaModel,
  grammar: Grammar,
  soFar: readonly number[],
): Promise<GrammarInUse> {
  const compiled = await compile(llama, grammar);
  const state = new LlamaGrammarEvaluationState({ model, grammar: compiled });
  for (const token of soFar) acceptToken(state, token);
  const stops = compiled.stopGenerationTriggers
    .filter((trigger) => !Array.isArray(trigger))
    .map((trigger) => trigger.toString());
  return { state, stops };
}

/** Moves a grammar on past a token that was written. */
export function acceptToken(state: LlamaGrammarEvaluationState, token: number): void {
  const { _llama, _state } = state as unknown as GrammarInternals;
  _llama._bindings.AddonSampler.acceptGrammarEvaluationStateToken(_state, token);
}

/**
 * The grammar of a JSON value alone, as text.
 * @throws ProblemError unsupported_parameter when the schema asks for what no grammar can hold
 */
export const grammarText = async (llama: Llama, grammar: Grammar): Promise<string> =>
  (await compile(llama, grammar.kind === 'json' ? anyObject : grammar)).grammar;

const anyObject: Grammar = { kind: 'json_schema', schema: { type: 'object', additionalProperties: true } };

async function compile(llama: Llama, grammar: Grammar): Promise<LlamaGrammar> {
  if (grammar.kind === 'json') return await llama.getGrammarFor('json');
  // Checked before, so that it is what the library's own type says.
  const schema = grammarSchema(grammar.schema) as Parameters<Llama['createGrammarForJsonSchema']>[0];
  try {
    const { grammar: text, ...rest } = readGrammar(await llama.createGrammarForJsonSchema(schema));
    return await llama.createGrammar({ grammar: narrowNumbers(text), ...rest });
  } catch (error) {
    const sentence = 'The engine cannot make a grammar of this schema.';
    const param = 'response_format.json_schema.schema';
    throw new ProblemError(problem('unsupported_parameter', sentence, { param }), { cause: error });
  }
}

/** Its parts are getters, which a spread would not see. */
const readGrammar = ({ grammar, stopGenerationTriggers, trimWhitespaceSuffix }: LlamaGrammar) => ({
  grammar,
  stopGenerationTriggers,
  trimWhitespaceSuffix,
});
