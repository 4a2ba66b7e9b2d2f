/** Vectors as search wants them: of length 1, so that their product is their likeness. Pure. */
import { refuse } from '../../contract/problem.ts';

/**
 * @param dimensions values to keep, the first ones; null: all
 * @throws ProblemError unsupported_parameter when it has fewer; engine_crashed when some value is no number
 */
export function unitVector(vector: Float32Array, dimensions: number | null): Float32Array {
  if (dimensions !== null && dimensions > vector.length) {
    const sentence = `This model's vectors have ${vector.length} values; ${dimensions} cannot be had.`;
    refuse('unsupported_parameter', sentence, { param: 'dimensions' });
  }
  const kept = vector.subarray(0, dimensions ?? vector.length);
  const length = Math.hypot(...kept);
  if (!Number.isFinite(length)) refuse('engine_crashed', 'The model gave a vector with a value that is no number.');
  return length === 0 ? kept : kept.map((value) => value / length);
}
