/** How good the files of one model are beside one another. Pure. */
import type { Variant } from '../../../contract/model.ts';

/**
 * What a quantization loses falls by a factor of about 2.4 with each bit of a weight: some 20 % at 3 bits, 4 % at 4.85 (Q4_K_M),
 * 0.2 % at 8.5 (Q8_0), in the order of the perplexities that llama.cpp's own table of quantizations shows (tools/quantize).
 */
const lossOf = (bitsPerWeight: number): number => Math.min(0.9, 2.7 * 2 ** (-1.25 * bitsPerWeight));
/** Of two files that the admin ranks, the first is better by this at least. */
const step = 0.001;
const bitsUnknown = 16;

/** @param variants in the admin's order, best first. @returns a figure for each: at most 1, falling, above 0 */
export function qualitiesOf(variants: readonly Variant[]): number[] {
  let last = 1 + step;
  return variants.map(({ facts, sizeBytes }) => {
    const bits = facts.parameters > 0 ? (8 * sizeBytes) / facts.parameters : bitsUnknown;
    last = Math.max(last / 2, Math.min(1 - lossOf(bits), last - step));
    return last;
  });
}
