/** Text of tokens in which the marks of calls can be seen: some vocabularies have them as control tokens, which have no text. Pure. */

type Detokenize = (tokens: readonly number[], before: readonly number[]) => string;

export function withShownMarks(detokenize: Detokenize, marks: ReadonlyMap<number, string>): Detokenize {
  const shown: Detokenize = (tokens, before) => {
    const at = tokens.findIndex((token) => marks.has(token));
    if (at < 0) return detokenize(tokens, before);
    const upTo = tokens.slice(0, at + 1);
    const text = detokenize(tokens.slice(0, at), before) + (marks.get(tokens[at] ?? -1) ?? '');
    return text + shown(tokens.slice(at + 1), upTo);
  };
  return shown;
}
