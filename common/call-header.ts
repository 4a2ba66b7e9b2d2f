/** The beginning of a call, up to its arguments, in text that may not be whole yet. Pure. */
import type { CallSyntax } from '../contract/tools.ts';

type CallHeader =
  /** It may still become one. */
  | { readonly kind: 'more' }
  /** A name is there, and so much came behind it. */
  | { readonly kind: 'named'; readonly name: string; readonly rest: string }
  /** The arguments begin at this character. */
  | { readonly kind: 'call'; readonly name: string; readonly at: number }
  /** It does not begin so. `name`: what it names first, if it does. */
  | { readonly kind: 'other'; readonly name: string | null };

/** Where something ends; "more": the text ends within it; null: it is not there. */
type Taken = number | 'more' | null;

/** Of the shape `named`: the arguments follow. */
export const argumentsMark = '[ARGS]';
/** Of the shape `named`: some models put an id in front of the arguments. */
export const idMark = '[CALL_ID]';
/** Longer than any name that may be offered, and the blank space around it. */
const longestName = 160;
const more: CallHeader = { kind: 'more' };
const other: CallHeader = { kind: 'other', name: null };

/** @param text behind the opening mark, and in a list behind what parts its entries */
export const readHeader = (text: string, { shape, argumentsKey }: CallSyntax): CallHeader =>
  shape === 'named' ? readNamed(text) : readObject(text, argumentsKey);

function readObject(text: string, argumentsKey: string): CallHeader {
  // Some models say first that it is a function.
  const typed = take(text, 0, ['{', '"type"', ':', '"function"', ',']);
  const named = typeof typed === 'number' ? take(text, typed, nameKey) : take(text, 0, ['{', ...nameKey]);
  if (typeof named !== 'number') return named === 'more' || typed === 'more' ? more : other;
  const name = /^[^"\\]*/.exec(text.slice(named))?.[0] ?? '';
  const quote = named + name.length;
  if (name.length > longestName) return other;
  if (quote === text.length) return more;
  if (text[quote] !== '"') return other;
  return begin(name, text, quote + 1, take(text, quote + 1, [',', `"${argumentsKey}"`, ':', '{']));
}

function readNamed(text: string): CallHeader {
  const name = /^\s*[a-zA-Z0-9_.:/-]*/.exec(text)?.[0] ?? '';
  if (name.length > longestName) return other;
  if (name.length === text.length) return more;
  if (name.trim() === '') return other;
  const identified = take(text, name.length, [idMark]);
  const behind =
    typeof identified === 'number'
      ? identified + (/^[a-zA-Z0-9_-]*/.exec(text.slice(identified))?.[0].length ?? 0)
      : name.length;
  const marked = take(text, behind, [argumentsMark]);
  if (typeof marked !== 'number') return marked === 'more' || identified === 'more' ? more : other;
  return begin(name.trim(), text, marked, take(text, marked, ['{']));
}

const nameKey = ['"name"', ':', '"'];

function begin(name: string, text: string, nameEnd: number, begun: Taken): CallHeader {
  if (begun === null) return { kind: 'other', name };
  return begun === 'more' ? { kind: 'named', name, rest: text.slice(nameEnd) } : { kind: 'call', name, at: begun - 1 };
}

/** Goes past parts that may have blank space in front of them. */
function take(text: string, from: number, parts: readonly string[]): Taken {
  let at = from;
  for (const part of parts) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    if (text.startsWith(part, at)) at += part.length;
    else return part.startsWith(text.slice(at)) ? 'more' : null;
  }
  return at;
}
