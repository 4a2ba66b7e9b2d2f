/** A model's mark on the map: a two-letter code and a colour. Given once, unique in the office, kept for good. */
import type { ModelMark } from '../ledger/models.ts';

const colours = 8;

/** First letter of the family and its size in billions, as the name says it ("Q7"); small models take two letters ("AD"). */
export function markFor(model: string, parameters: number, taken: ReadonlyMap<string, ModelMark>): ModelMark {
  const codes = new Set([...taken.values()].map((mark) => mark.code));
  const code =
    candidates(model, parameters).find((candidate) => !codes.has(candidate)) ?? model.slice(0, 3).toUpperCase();
  const used = new Set([...taken.values()].map((mark) => mark.colour));
  const colour = Array.from({ length: colours }, (_, index) => index + 1).find((number) => !used.has(number)) ?? 0;
  return { code, colour };
}

function candidates(model: string, parameters: number): string[] {
  const letters = model.toUpperCase().replaceAll(/[^A-Z]/g, '') || 'M';
  const words = model
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter(Boolean);
  const first = letters.slice(0, 1);
  const named = /(\d+)(?:\.\d+)?b(?![a-z0-9])/i.exec(model);
  const billions = named ? Number(named[1]) : Math.round(parameters / 1e9);
  const sized = billions >= 1 && billions < 10 ? [`${first}${billions}`] : [];
  const initials =
    words.length > 1
      ? [
          words
            .map((word) => word[0])
            .join('')
            .slice(0, 2),
        ]
      : [];
  const pairs = Array.from(letters.slice(1), (letter) => first + letter);
  const numbered = Array.from({ length: 90 }, (_, index) => `${first}${index + 10}`);
  return [...sized, ...initials, ...pairs, ...numbered];
}
