/** Code of any kind, in which nothing is a formula. */
const code = /((?:^|\n) {0,3}(`{3,}|~{3,})[\s\S]*?(?:\n {0,3}\2|$)|`+[^`\n]*`+)/;
const display = /\\\[([\s\S]+?)\\\]/g;
const displayLine = /^[ \t]*\$\$([^$\n]+)\$\$[ \t]*$/gm;
const inline = /\\\((.+?)\\\)/g;
/** A pair of dollars around what is no price: no blank inside of them, no figure behind the second. */
const dollars = /(?<![\\$\w])\$(?![\s$])([^$\n]*?[^\s\\$])\$(?![\d$])/g;

/** Writes formulas in the one way that is read: \(x\) and $x$ as $$x$$, and \[x\] on lines of their own between $$. */
export function mathMarks(text: string): string {
  if (!/[$\\]/.test(text)) return text;
  return text
    .split(code)
    .filter((_, index) => index % 3 !== 2)
    .map((piece, index) => (index % 2 === 1 ? piece : withMarks(piece)))
    .join('');
}

const withMarks = (text: string): string =>
  text
    .replace(display, (_, formula: string) => `\n$$\n${formula.trim()}\n$$\n`)
    .replace(displayLine, (_, formula: string) => `$$\n${formula.trim()}\n$$`)
    .replace(inline, (_, formula: string) => `$$${formula.trim()}$$`)
    .replace(dollars, (_, formula: string) => `$$${formula}$$`);
