/**
 * The code that a model of the catalogue would have: first letter of its family and its size in billions; of a model for search,
 * or one smaller than half a billion, two letters. The office gives the true one when it takes the model in.
 */
export function codeOf({ name, parameters, kind }: { name: string; parameters: number; kind: string }): string {
  const letters = name.replaceAll(/[^a-z]/gi, '').toUpperCase();
  const billions = Math.round(parameters / 1e9);
  return kind === 'embedding' || billions === 0 ? letters.slice(0, 2) : `${letters.slice(0, 1)}${billions}`;
}
