/** What is shown of a conversation that was found: the words in their place. Pure. */
import type { MarkedText, SearchHit } from '../../contract/chat.ts';
import { foldText } from '../base/fold-text.ts';
import type { Found } from './conversation-store.ts';

/** UTF-16 units of an excerpt, and how many of them stand before the first word. */
const excerptLength = 160;
const lead = 40;
const mostWords = 8;

export const wordsIn = (text: string): string[] =>
  [...new Set(text.split(/[\s\p{Cc}]+/u).filter(Boolean))].slice(0, mostWords);

export const searchHit = ({ conversation, message }: Found, words: readonly string[]): SearchHit => ({
  conversationId: conversation.id,
  updatedAt: conversation.updatedAt,
  title: marked(conversation.title, words),
  messageId: message?.id ?? null,
  excerpt: message && excerptOf(message.content, words),
});

/** The piece of `content` around its first word, on one line. */
function excerptOf(content: string, words: readonly string[]): MarkedText {
  const line = content.replaceAll(/\s+/g, ' ').trim();
  const folded = foldText(line);
  const places = words.map((word) => folded.indexOf(foldText(word))).filter((at) => at >= 0);
  const first = places.length > 0 ? Math.min(...places) : 0;
  // From the beginning of a word, if one is near.
  const from = first <= lead ? 0 : line.indexOf(' ', first - lead) + 1 || first - lead;
  const start = Math.min(from, first);
  const cut = line.slice(start, start + excerptLength);
  return marked(`${start > 0 ? '…' : ''}${cut}${start + excerptLength < line.length ? '…' : ''}`, words);
}

const marked = (text: string, words: readonly string[]): MarkedText => ({ text, marks: marksOf(text, words) });

function marksOf(text: string, words: readonly string[]): MarkedText['marks'] {
  const folded = foldText(text);
  const marks: { from: number; to: number }[] = [];
  for (const word of words.map(foldText)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      marks.push({ from: at, to: at + word.length });
    }
  }
  marks.sort((a, b) => a.from - b.from || b.to - a.to);
  const apart: typeof marks = [];
  for (const mark of marks) {
    const last = apart.at(-1);
    if (last && mark.from <= last.to) last.to = Math.max(last.to, mark.to);
    else apart.push({ ...mark });
  }
  return apart;
}
