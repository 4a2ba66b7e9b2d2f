/** What the other end of a connection says, made fit to be shown, logged and kept, whatever it holds. Pure. */
import { cleanText } from './clean-text.ts';

/** More than any list that is meant well: of GPUs, replicas, addresses. */
const mostItems = 256;
const mostLetters = 1_000;
const mostDepth = 12;
const odd = /[\p{C}\uFFFD]/u;

/**
 * The same value with each text cut to 1,000 characters and without those that a terminal or a page takes for something else; what is
 * text already stays as it is, since ids must.
 * @returns null in the place of a list that is too long, and of what is nested too deep: no schema takes that
 */
export function fitWords(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return fitText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= mostDepth) return null;
  if (Array.isArray(value)) {
    return value.length > mostItems ? null : value.map((one: unknown) => fitWords(one, depth + 1));
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fitWords(one, depth + 1)]));
}

const fitText = (text: string): string =>
  text.length > mostLetters || odd.test(text) ? cleanText(text, mostLetters) : text;
