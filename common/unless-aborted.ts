/** Waits for something, but no longer than until the abort. @throws the signal's reason */
export async function unlessAborted<Value>(something: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const ended = Promise.withResolvers<never>();
  const end = (): void => ended.reject(signal.reason);
  // Either may be left behind by the other.
  something.catch(() => undefined);
  ended.promise.catch(() => undefined);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    return await Promise.race([ended.promise, something]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}
