/** What the slots of one replica hold in their caches, as far as can be known from outside: the same choice of a slot as its agent's. */
import { inCommon } from './prefix-hashes.ts';

/** Milliseconds after which a cache counts as empty. The agent keeps it for longer; who comes back later can read again. */
const expiresMs = 60 * 60_000;

export interface CachedSlot {
  /** Grows while the answer is written. */
  hashes: readonly number[];
  busy: boolean;
  usedAt: number;
}

export class CachedSlots {
  readonly #slots: CachedSlot[] = [];

  /** Pieces of a prompt that need not be read here. @param full looks into slots that are in use, for one who waits for them */
  matched(hashes: readonly number[], full: boolean, now: number): number {
    let most = 0;
    for (const slot of this.#slots) {
      // One that cannot be better is not looked through.
      if (slot.hashes[most] !== hashes[most] || (slot.busy && !full) || slot.usedAt + expiresMs < now) continue;
      most = Math.max(most, inCommon(slot.hashes, hashes));
    }
    return most;
  }

  /** Takes the free slot that has most in common, among equals the one unused for longest. @param slots that there are */
  take(hashes: readonly number[], slots: number, now: number): CachedSlot {
    let best: CachedSlot | null = null;
    let bestCommon = -1;
    for (const slot of this.#slots) {
      if (slot.busy) continue;
      const common = inCommon(slot.hashes, hashes);
      if (common < bestCommon || (common === bestCommon && best && slot.usedAt >= best.usedAt)) continue;
      [best, bestCommon] = [slot, common];
    }
    if ((!best || bestCommon === 0) && this.#slots.length < slots) {
      best = { hashes, busy: true, usedAt: now };
      this.#slots.push(best);
    }
    // More run than there are slots: its agent will refuse, and nothing is known of a cache.
    best ??= { hashes, busy: true, usedAt: now };
    return Object.assign(best, { hashes, busy: true, usedAt: now });
  }

  release(slot: CachedSlot, now: number): void {
    slot.busy = false;
    slot.usedAt = now;
  }

  /** The replica was loaded anew. */
  clear(): void {
    this.#slots.length = 0;
  }
}
