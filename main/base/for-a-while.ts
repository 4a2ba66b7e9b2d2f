/**
 * Remembers what `ask` said for a while, where asking costs more than a slightly old answer.
 * @param milliseconds how old an answer may be
 */
export function forAWhile<T>(ask: () => T, milliseconds = 2_000, now: () => number = Date.now): () => T {
  let last: { readonly value: T; readonly until: number } | null = null;
  return () => {
    const at = now();
    if (last === null || at >= last.until) last = { value: ask(), until: at + milliseconds };
    return last.value;
  };
}
