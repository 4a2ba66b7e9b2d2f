/** The tokens that begin and end a text, as the model was trained to read one (llama_vocab::tokenize). Pure. */
import type { LlamaModel, Token } from 'node-llama-cpp';

interface TextMarks {
  /** Null: it wants none. */
  readonly begin: Token | null;
  readonly end: Token | null;
}

interface Marked {
  /** As llama.cpp tells them apart: "wpm" is BERT's. */
  readonly vocabularyType: string;
  readonly tokens: Pick<LlamaModel['tokens'], 'bos' | 'eos' | 'sep' | 'shouldPrependBosToken'>;
  /** A text ends with `eos`. */
  readonly addsEos: boolean;
}

export function textMarks({ vocabularyType, tokens, addsEos }: Marked): TextMarks {
  const { bos, eos, sep, shouldPrependBosToken } = tokens;
  if (vocabularyType === 'wpm') return { begin: bos, end: sep };
  return { begin: shouldPrependBosToken ? bos : null, end: addsEos ? eos : null };
}

/** Once each: who sends tokens may have set them already. */
export const withMarks = ({ begin, end }: TextMarks, tokens: readonly number[]): number[] => [
  ...(begin === null || tokens[0] === begin ? [] : [begin]),
  ...tokens,
  ...(end === null || tokens.at(-1) === end ? [] : [end]),
];
