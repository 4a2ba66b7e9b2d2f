/** The seed of an answer: the client's, in the 32 bits that the engine takes, or one that is drawn. */
const seeds = 2 ** 32;

export function seedOf(given: number | null | undefined, draw: () => number): number {
  const seed = given ?? Math.floor(draw() * seeds);
  return ((seed % seeds) + seeds) % seeds;
}
