/** llama.cpp reads this value as "take a random seed". */
const randomSeed = 0xffffffff;

/**
 * The sampler's seed for one position of an answer: a hash, so that neighbouring positions share nothing and an answer can
 * go on elsewhere from any position. The mixing steps are those of MurmurHash3's finalizer.
 * @param seed the request's seed, 32 bits
 * @param position tokens of the answer before this one
 */
export function positionSeed(seed: number, position: number): number {
  let hash = seed ^ Math.imul(position + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return hash === randomSeed ? randomSeed - 1 : hash;
}
