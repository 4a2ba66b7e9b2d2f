/** How many cases of a property are tried, and which. `npm run properties` sets both for a long run. */

interface Runs {
  readonly seed: number;
  readonly numRuns: number;
}

const asked = process.env['AIVAILABLE_PROPERTY_RUNS'];

/**
 * The same cases on every run, so that what failed once fails again.
 * @param usual so many, unless a long run is asked for
 * @param share of a long run's cases, for properties that are slow
 */
export const seededRuns = (usual: number, share = 1): Runs => ({
  seed: Number(process.env['AIVAILABLE_PROPERTY_SEED'] ?? 20_260_102),
  numRuns: asked === undefined ? usual : Math.max(usual, Math.round(Number(asked) * share)),
});

/** For a test that a long run makes long. */
export const longMs = asked === undefined ? 10_000 : 60 * 60_000;
