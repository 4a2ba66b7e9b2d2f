/**
 * The code that a model of the catalogue might have: first letter of its family and its size in billions, as the name says it
 * ("Q7"); a small one, or one for search or ranking, takes two letters. The office gives the true one when it takes the model in.
 */
export function codeOf({ name, parameters, kind }: { name: string; parameters: number; kind: string }): string {
  const letters = name.replaceAll(/[^a-z]/gi, '').toUpperCase();
  const named = /(\d+)(?:\.\d+)?b(?![a-z0-9])/i.exec(name);
  const billions = named ? Number(named[1]) : Math.round(parameters / 1e9);
  return kind !== 'chat' || billions === 0 ? letters.slice(0, 2) : `${letters.slice(0, 1)}${billions}`;
}
