/** Tokens that two lists have in common from the beginning. */
export function commonPrefix(a: readonly number[], b: readonly number[]): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a[length] === b[length]) length++;
  return length;
}

interface SlotState {
  readonly busy: boolean;
  /** What its cache holds. */
  readonly cached: readonly number[];
  /** When it was last used; any counter that grows. */
  readonly lastUsed: number;
}

/**
 * The free slot whose cache helps most with these tokens; between equals the one unused for longest, so that other
 * conversations keep their caches. -1 when none is free.
 */
export function chooseSlot(slots: readonly SlotState[], tokens: readonly number[]): number {
  let best = -1;
  let bestCommon = -1;
  for (const [index, slot] of slots.entries()) {
    if (slot.busy) continue;
    const common = commonPrefix(slot.cached, tokens);
    const older = slot.lastUsed < (slots[best]?.lastUsed ?? Infinity);
    if (common > bestCommon || (common === bestCommon && older)) {
      best = index;
      bestCommon = common;
    }
  }
  return best;
}
