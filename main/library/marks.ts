/** A model's mark on the map: a short code and a colour. Given once, unique in the office, kept for good. */
import { modelCode } from '../../contract/model-code.ts';
import type { ModelMark } from '../ledger/models.ts';

const colours = 8;

/** Colours are numbers from 1; after the last comes 0, which is grey. */
export function markFor(model: string, parameters: number, taken: ReadonlyMap<string, ModelMark>): ModelMark {
  const marks = [...taken.values()];
  const used = new Set(marks.map(({ colour }) => colour));
  const colour = Array.from({ length: colours }, (_, index) => index + 1).find((number) => !used.has(number)) ?? 0;
  return { code: modelCode(model, parameters, new Set(marks.map(({ code }) => code))), colour };
}
