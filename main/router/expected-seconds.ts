/**
 * How long a request would take on a replica, in seconds: until a slot is free (what runs and waits there, by its measured speed),
 * to read what of the prompt is not in its cache, and to write an answer of the usual length.
 */
import { pieceLength } from './prefix-hashes.ts';
import type { ReplicaLoad } from './replica-load.ts';

/** A request as work. */
export interface Work {
  /** The chain of its prompt: see PrefixHashes. */
  readonly hashes: readonly number[];
  readonly promptTokens: number;
  /** Tokens of the answer, by recent averages. */
  readonly answerTokens: number;
  readonly tokensPerCharacter: number;
}

export interface Expected {
  /** Until a slot is free. */
  readonly slot: number;
  readonly work: number;
}

/** What it takes at least, were a slot free and the whole prompt cached: who is slower than that need not be looked at closer. */
export const leastSeconds = (load: ReplicaLoad, work: Work, guess: number): number =>
  work.answerTokens / load.speedOfNext(guess);

/** @param guess tokens per second of one that is not measured yet. @param now in milliseconds */
export function expectedSeconds(load: ReplicaLoad, work: Work, guess: number, now: number): Expected {
  const full = load.isFull(now);
  const cached = load.caches.matched(work.hashes, full, now) * pieceLength * work.tokensPerCharacter;
  const toRead = Math.max(1, work.promptTokens - cached);
  return {
    slot: full ? load.secondsToSlot(now) : 0,
    work: toRead / load.promptSpeed(guess) + leastSeconds(load, work, guess),
  };
}
