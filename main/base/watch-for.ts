/**
 * Looks at once and after each change, until `look` finds something.
 * @param onChange calls its listener when there may be something, and returns how to stop listening
 * @returns what it found; null when the abort came first
 */
export async function watchFor<Value>(
  look: () => Value | false | null,
  onChange: (listener: () => void) => () => void,
  signal: AbortSignal,
): Promise<Value | null> {
  const found = Promise.withResolvers<Value | null>();
  const end = (): void => found.resolve(null);
  const lookAgain = (): void => {
    const seen = signal.aborted ? null : look();
    if (seen !== false && seen !== null) found.resolve(seen);
  };
  const stop = onChange(lookAgain);
  signal.addEventListener('abort', end, { once: true });
  try {
    lookAgain();
    if (signal.aborted) end();
    return await found.promise;
  } finally {
    stop();
    signal.removeEventListener('abort', end);
  }
}
