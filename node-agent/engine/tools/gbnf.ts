/** Small parts of grammars as llama.cpp reads them (GBNF). Pure. */

const partOfGrammar = /"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]|[a-zA-Z][a-zA-Z0-9_-]*/g;

/** A text that stands as it is. */
export const literal = (text: string): string =>
  `"${text.replace(/[\\"]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`;

/** The same grammar with another beginning of each rule's name, so that it can stand beside others. */
export const renamed = (grammar: string, prefix: string): string =>
  grammar.replace(partOfGrammar, (part) => (/^["[]/.test(part) ? part : prefix + part));
