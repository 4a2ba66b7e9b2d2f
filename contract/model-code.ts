/**
 * The short code of a model's mark on the map: the first letter of its family and its size in billions, as the name says it
 * ("Q7"); a small model takes two letters ("AD").
 * @param parameters count where the name says no size
 * @param taken codes of other models, which it does not get
 */
export function modelCode(model: string, parameters: number, taken: ReadonlySet<string> = new Set()): string {
  return candidates(model, parameters).find((code) => !taken.has(code)) ?? model.slice(0, 3).toUpperCase();
}

/** The best first. */
function candidates(model: string, parameters: number): string[] {
  const letters = model.toUpperCase().replaceAll(/[^A-Z]/g, '') || 'M';
  const words = model
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter(Boolean);
  const first = letters.slice(0, 1);
  const named = /(\d+)(?:\.\d+)?b(?![a-z0-9])/i.exec(model);
  const billions = named ? Number(named[1]) : Math.round(parameters / 1e9);
  const sized = billions >= 1 && billions < 100 ? [`${first}${billions}`] : [];
  const initials = words.map((word) => word.slice(0, 1)).join('');
  const pairs = Array.from(letters.slice(1), (letter) => first + letter);
  const numbered = Array.from({ length: 90 }, (_, index) => `${first}${index + 10}`);
  return [...sized, ...(words.length > 1 ? [initials.slice(0, 2)] : []), ...pairs, ...numbered];
}
