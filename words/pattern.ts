/** A pattern of what is told: fixed words with values between them, `{{name}} was lost`. */

export interface Pattern {
  /** How much of it is fixed. */
  readonly fixedLength: number;
  /** It begins with a value, whose capital or small letter is its own. */
  readonly startsOpen: boolean;
  /** It ends with a value that may be several sentences. */
  readonly endsWithMore: boolean;
  readonly names: readonly string[];
  readonly says: string;
  /** The values in a text that it fits, in order; null: it does not fit. */
  readonly find: (text: string) => readonly string[] | null;
}

/** What people or programs have named, and numbers that are names. */
const keptAsItIs =
  /^(address|architecture|card|code|command|file|folder|hash|host|id|kernel|key|machine|model|name|names|page|path|person|platform|port|program|protocol|repo|server|text|user|variant|quantization|version)\d?$/;
/** What is called so is one thing: no part of a sentence stands in it. */
const oneThing = /^(card|machine|model|name|server)\d?$/;
const figures = /^(count|size)\d?$/;
const hours = /^hours\d?$/;
const isSaidAgain = (name: string): boolean => !keptAsItIs.test(name) && !hours.test(name) && name !== 'list';
const valueIn = /\{\{(\w+)\}\}/g;

export function patternOf(key: string, says: string): Pattern {
  const names = [...key.matchAll(valueIn)].map(([, name = '']) => name);
  const fixed = key.split(/\{\{\w+\}\}/);
  return {
    fixedLength: fixed.join('').length,
    startsOpen: fixed[0] === '',
    endsWithMore: fixed.at(-1) === '' && isSaidAgain(names.at(-1) ?? ''),
    names,
    says,
    find: (text) => {
      const values = valuesBetween(text, fixed);
      return values?.every((one, index) => mayBe(names[index] ?? '', one)) ? values : null;
    },
  };
}

function mayBe(name: string, given: string): boolean {
  if (oneThing.test(name)) return !given.includes('; ');
  return !figures.test(name) || /^[\d.,]+( [KMGT]?B)?$/.test(given);
}

/** By looking for one fixed part after the other, never back: however long or hostile a text is, this takes no longer. */
function valuesBetween(text: string, fixed: readonly string[]): string[] | null {
  const first = fixed[0] ?? '';
  const last = fixed.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return null;
  const end = text.length - last.length;
  const values: string[] = [];
  let at = first.length;
  for (const part of fixed.slice(1, -1)) {
    const next = text.indexOf(part, at + 1);
    if (next < 0) return null;
    values.push(text.slice(at, next));
    at = next + part.length;
  }
  if (at >= end) return null;
  values.push(text.slice(at, end));
  return values;
}

/**
 * The sentence of a pattern with its values.
 * @param again says a value in the reader's language
 * @param wordFor says a single word of it
 */
export function fillIn(
  { says, names }: Pattern,
  values: readonly string[],
  again: (value: string) => string,
  wordFor: (word: string) => string,
): string {
  const said = new Map(
    names.map((name, index) => {
      const given = values[index] ?? '';
      if (keptAsItIs.test(name)) return [name, given];
      if (hours.test(name)) return [name, wordByWord(given, wordFor)];
      return [name, name === 'list' ? listed(given, again, wordFor('and')) : again(given)];
    }),
  );
  return says.replace(valueIn, (_, name: string) => said.get(name) ?? '');
}

/** "Mon to Fri, 18:00 to 08:00 the next day" */
const wordByWord = (text: string, wordFor: (word: string) => string): string =>
  text.replace(/Every day|the next day|\p{L}+/gu, wordFor);

/** "a, b and c" */
const listed = (text: string, again: (value: string) => string, and: string): string =>
  text
    .split(' and ')
    .map((part) => part.split(', ').map(again).join(', '))
    .join(` ${and} `);
