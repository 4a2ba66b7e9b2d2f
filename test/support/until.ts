/** Watches until `look` gives something other than null, undefined or false; fails with the name of what it waited for. */
export async function until<Value>(what: string, look: () => Value, limitMs = 10_000): Promise<NonNullable<Value>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const seen = look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
