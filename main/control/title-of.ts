const titleLength = 60;

/** What the first question calls its conversation: its first line, cut at a word. */
export function titleOf(question: string): string {
  const line = question.trim().split('\n', 1)[0]?.trim() ?? '';
  const letters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  if (letters.length <= titleLength) return line;
  const cut = letters.slice(0, titleLength - 1).join('');
  const word = cut.lastIndexOf(' ');
  return `${(word > titleLength / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}
