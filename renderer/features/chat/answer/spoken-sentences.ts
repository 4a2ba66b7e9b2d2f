import { t } from '../../../../words/words.ts';

const sentenceEnd = /[.!?…:](?=["'”’)]*\s)|\n/g;

/**
 * What a screen reader is told of a growing text: plain words up to the end of the last whole sentence. A finished text is
 * given whole. Code is announced, not read out.
 */
export function spokenSentences(text: string, finished: boolean): string {
  const plain = withoutMarkup(text);
  if (finished) return plain.trim();
  let end = 0;
  for (const match of plain.matchAll(sentenceEnd)) end = match.index + 1;
  return plain.slice(0, end).trimEnd();
}

const withoutMarkup = (text: string): string =>
  text
    .replace(
      /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[^\n]*(?:\n|$)|(?![\s\S]))/gm,
      () => `${t('Code block.')}\n`,
    )
    .replace(/^\s*\|?[\s:|-]*-{3,}[\s:|-]*$/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)/gm, '')
    .replace(/[*_`~|]+/g, ' ')
    .replace(/[ \t]{2,}/g, ' ');
