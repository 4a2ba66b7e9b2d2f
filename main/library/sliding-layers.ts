/** Which layers of a model keep a sliding window only, as llama.cpp decides it (load_arch_hparams of each architecture). Pure. */

/** Of so many layers one keeps the whole context: the last of them, or the first. */
interface Period {
  readonly of: number;
  readonly wholeFirst?: true;
}

/** What llama.cpp takes where the header does not say. */
const periods: Readonly<Record<string, Period>> = {
  afmoe: { of: 4 },
  cohere2: { of: 4 },
  cohere2moe: { of: 4, wholeFirst: true },
  gemma2: { of: 2 },
  gemma3: { of: 6 },
  gemma3n: { of: 5 },
  'gpt-oss': { of: 2 },
  'exaone-moe': { of: 4 },
  llama4: { of: 4 },
  mellum: { of: 4 },
  olmo2: { of: 4 },
  plamo3: { of: 8 },
  smallthinker: { of: 4, wholeFirst: true },
};
/** Their headers say it layer by layer. */
const listed = new Set(['gemma4', 'mimo2', 'mellum', 'cohere2moe']);

/**
 * @param pattern what the header says of it: a period, or one figure for each layer
 * @returns for each layer whether it keeps its window alone. Where llama.cpp ignores the window, as for phi3, none does.
 */
export function slidingLayers(architecture: string, layers: number, pattern: unknown): boolean[] {
  const usual = periods[architecture];
  const each = Array.from({ length: layers }, (_, layer) => layer);
  if (Array.isArray(pattern)) {
    const told = pattern as readonly unknown[];
    return each.map((layer) => listed.has(architecture) && Boolean(told[layer]));
  }
  if (!usual) return each.map(() => false);
  const of = pattern === undefined ? usual.of : Number(pattern);
  return each.map((layer) => of === 0 || layer % of !== (usual.wholeFirst ? 0 : of - 1));
}
