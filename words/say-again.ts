/**
 * How a sentence of the office's programs is said again in Portuguese: the patterns of the catalogue `told`, and how they are
 * tried. The window loads it by `learnToRetell`, as those who read English need none of it.
 */
import type { Language } from './languages.ts';
import { fillIn, patternOf, type Pattern } from './pattern.ts';
import { told } from './pt/told.ts';

/** Of the catalogue. */
const spoken: Language = 'pt-PT';
/** Lists of events are drawn again and again. */
const known = new Map<string, string>();
const mostKnown = 2_000;
/** What is longer was not written by us; a log's last lines may be. */
const mostCharacters = 4_000;
const mostSentences = 60;
/** Values hold sentences with values. */
const mostDepth = 4;
const sentenceEnd = /(?<=[.!?]”?) (?=[\p{Lu}“])/u;

interface Book {
  readonly exactly: ReadonlyMap<string, string>;
  /** The most words first: of two that fit, the one that leaves less open. */
  readonly loosely: readonly Pattern[];
}

let opened: Book | undefined;

/** Read when the first sentence is said: a coordinator rarely has one to say. */
function book(): Book {
  if (opened) return opened;
  const entries = Object.entries(told);
  const exactly = entries
    .filter(([key]) => !key.includes('{{'))
    .map(([key, says]): [string, string] => [plain(key), says]);
  const loosely = entries
    .filter(([key]) => key.includes('{{'))
    .map(([key, says]) => patternOf(plain(key), says))
    .toSorted((one, other) => other.fixedLength - one.fixedLength);
  opened = { exactly: new Map(exactly), loosely };
  return opened;
}

/** @param sentence as `retell` takes it. */
export function sayAgain(sentence: string): string {
  if (sentence.length > mostCharacters) return sentence;
  const before = known.get(sentence);
  if (before !== undefined) return before;
  const said = again(sentence, 0);
  if (known.size >= mostKnown) known.clear();
  known.set(sentence, said);
  return said;
}

function again(text: string, depth: number): string {
  if (depth > mostDepth || text === '') return text;
  return oneSentence(text, depth) ?? figure(text) ?? inParts(text, depth) ?? anyFit(text, depth) ?? text;
}

/** Without the full stop and the capital that a sentence may have or not, depending on where it stands. */
function plain(sentence: string): string {
  return withoutStop(sentence).replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLowerCase());
}

function withoutStop(sentence: string): string {
  return sentence.replace(/(?<!\.)\.$/, '');
}

/** As one sentence, or as several that a pattern holds together: no value is more than a part of one. */
function oneSentence(text: string, depth: number): string | null {
  const exact = book().exactly.get(plain(text));
  if (exact !== undefined) return dressed(exact, text);
  return fitted(text, depth, (pattern, values) => {
    const closed = pattern.endsWithMore ? values.slice(0, -1) : values;
    return !closed.some((value) => sentenceEnd.test(value));
  });
}

const anyFit = (text: string, depth: number): string | null => fitted(text, depth, () => true);

function fitted(
  text: string,
  depth: number,
  suits: (pattern: Pattern, values: readonly string[]) => boolean,
): string | null {
  const asItIs = withoutStop(text);
  const asPlain = plain(text);
  for (const pattern of book().loosely) {
    const values = pattern.find(pattern.startsOpen ? asItIs : asPlain);
    if (!values || !suits(pattern, values)) continue;
    return dressed(
      fillIn(pattern, values, (value) => again(value, depth + 1), wordFor),
      text,
    );
  }
  return null;
}

const wordFor = (word: string): string => book().exactly.get(plain(word)) ?? word;

/** Several sentences in one text: as many at a time as one pattern says. */
function inParts(text: string, depth: number): string | null {
  const parts = text.split(sentenceEnd);
  if (parts.length < 2 || parts.length > mostSentences) return null;
  const said: string[] = [];
  for (let start = 0; start < parts.length;) {
    const most = Math.min(parts.length, start + 3);
    let end = start + 1;
    let found: string | null = null;
    for (let to = most; to > start && found === null; to -= 1) {
      found = oneSentence(parts.slice(start, to).join(' '), depth);
      if (found !== null) end = to;
    }
    said.push(found ?? again(parts.slice(start, end).join(' '), depth + 1));
    start = end;
  }
  return said.join(' ');
}

/** With the capital and the full stop that it came with. */
function dressed(says: string, like: string): string {
  const bare = withoutStop(says);
  const stopped = like.endsWith('.') && !/[.!?…]$/.test(bare) ? `${bare}.` : bare;
  return /^\p{Lu}/u.test(like) ? stopped.replace(/^\p{Ll}/u, (first) => first.toUpperCase()) : stopped;
}

/** "9.9 GB" → "9,9 GB", "8,192" → "8192": a figure as this language writes it. */
function figure(text: string): string | null {
  const found = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?( (?:[KMGT]?B|s|ms|min|h|%))?$/.exec(text);
  if (!found) return null;
  const [, whole = '', decimals = '', unit = ''] = found;
  const value = Number(`${whole.replaceAll(',', '')}.${decimals || '0'}`);
  return value.toLocaleString(spoken, { minimumFractionDigits: decimals.length }) + unit;
}
