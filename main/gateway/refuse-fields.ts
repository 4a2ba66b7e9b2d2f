/** Refuses by name what cannot be done here: leaving it out would change the answer without a word. */
import { refuse } from '../../contract/problem.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** For each field, which values ask for nothing and are let through. Null and what is empty always are. */
export type Harmless = Readonly<Record<string, (value: unknown) => boolean>>;

/**
 * @param path of the fields' object in the request; empty: the request itself
 * @throws ProblemError unsupported_parameter that names the field as a path
 */
export function refuseFields(fields: Fields, harmless: Harmless, path = ''): void {
  for (const [name, isHarmless] of Object.entries(harmless)) {
    const value = fields[name];
    if (isEmpty(value) || isHarmless(value)) continue;
    refuse('unsupported_parameter', `"${name}" is not supported.`, { param: path === '' ? name : `${path}.${name}` });
  }
}

/** What a client's word stands for; "toString" and the like, which every object has, stand for nothing. */
export const meaningOf = <Meaning>(words: Readonly<Record<string, Meaning>>, word: unknown): Meaning | undefined =>
  typeof word === 'string' && Object.hasOwn(words, word) ? words[word] : undefined;

export const never = (): boolean => false;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
