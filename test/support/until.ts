/** How long whole programs may take for something on a busy machine, in milliseconds. */
export const programMs = 120_000;

type Nothing = null | undefined | false;

/**
 * Looks again and again until `look` gives something other than null, undefined or false, and gives that back. A look that throws
 * counts as nothing seen: the last such error is the cause of the one that says, after `limitMs`, what was waited for in vain.
 */
export async function until<Value>(
  what: string,
  look: () => Value | Promise<Value>,
  limitMs = 20_000,
): Promise<Exclude<Value, Nothing>> {
  const end = Date.now() + limitMs;
  let cause: unknown;
  for (let pauseMs = 2; ; pauseMs = Math.min(20, pauseMs * 2)) {
    try {
      const seen = await look();
      if (isSomething(seen)) return seen;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain: ${what}`, { cause });
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

const isSomething = <Value>(seen: Value): seen is Exclude<Value, Nothing> =>
  seen !== null && seen !== undefined && seen !== false;
