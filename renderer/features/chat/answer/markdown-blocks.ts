/** Code, or a formula on lines of its own. */
const fence = /^ {0,3}(`{3,}|~{3,}|\${2,})(.*)$/;
const listStart = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const indented = /^(?: {2,}|\t)/;
/** Definitions and footnotes are read elsewhere in the text, so such a text stays in one piece. */
const definition = /^ {0,3}\[[^\]]+\]:/m;

/**
 * Cuts Markdown into pieces that can be rendered each by itself, so that only the last one changes while text is added.
 * Joined with blank lines they mean the same as the whole.
 */
export function markdownBlocks(text: string): string[] {
  if (definition.test(text)) return [text];
  const blocks: string[] = [];
  let lines: string[] = [];
  let open: string | null = null;
  let inList = false;
  let blankBefore = true;

  for (const line of text.split('\n')) {
    const blank = line.trim() === '';
    if (open === null && !blank && blankBefore) {
      // An item or an indented line after a blank one still belongs to the list above it.
      const goesOn = inList && (listStart.test(line) || indented.test(line));
      if (!goesOn && lines.length > 0) {
        blocks.push(lines.join('\n').trimEnd());
        lines = [];
      }
      if (!goesOn) inList = listStart.test(line);
    }
    open = fenceAfter(line, open);
    lines.push(line);
    blankBefore = blank;
  }
  const rest = lines.join('\n').trimEnd();
  return rest === '' ? blocks : [...blocks, rest];
}

/** The fence that is open after `line`; null outside code. */
function fenceAfter(line: string, open: string | null): string | null {
  const [, marks, info] = fence.exec(open === null ? line : line.trimStart()) ?? [];
  if (marks === undefined) return open;
  if (open === null) return !marks.startsWith('~') && info?.includes(marks.charAt(0)) ? null : marks;
  const closes = marks[0] === open[0] && marks.length >= open.length && info?.trim() === '';
  return closes ? null : open;
}
