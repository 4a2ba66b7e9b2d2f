/**
 * Written tokens are read again in pieces below 64 rows, where the processor's flash attention changes its sums: the numbers
 * stay those of the machine that wrote them one by one.
 */
const writtenPiece = 32;

interface PrefillShape {
  /** Tokens that the cache already holds. */
  readonly cached: number;
  readonly prompt: number;
  /** Prompt and tokens so far. More than `cached`. */
  readonly total: number;
  /** Tokens that the engine computes at once: the prompt goes in pieces of it, so that an abort is heard between them. */
  readonly batch: number;
}

/**
 * Where each piece ends that is fed before the next token can be sampled. The last one ends at `total`; sample after it.
 * No piece holds tokens of both the prompt and the answer.
 */
export function prefillPieces({ cached, prompt, total, batch }: PrefillShape): number[] {
  const ends: number[] = [];
  let position = cached;
  while (position < total) {
    position = position < prompt ? Math.min(position + batch, prompt) : Math.min(position + writtenPiece, total);
    ends.push(position);
  }
  return ends;
}
