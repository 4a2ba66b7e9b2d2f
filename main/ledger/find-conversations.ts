/** Conversations by the words in their titles and messages. */
import type { DatabaseSync } from 'node:sqlite';
import type { ConversationSummary } from '../../contract/control-api.ts';
import { foldText } from '../base/fold-text.ts';

export interface Found {
  readonly conversation: ConversationSummary;
  /** The newest message that has the words; null: they stand in the title alone. */
  readonly message: { readonly id: string; readonly content: string } | null;
}

const mostHits = 50;
/** Messages that are looked at: of a word that stands everywhere, the newest. */
const mostMessages = 2_000;
const indexed = `SELECT message_words.rowid FROM message_words
  JOIN message_numbers ON number = message_words.rowid JOIN messages ON messages.id = message_id
  WHERE message_words MATCH ? AND conversation_id IN (SELECT value FROM json_each(?))
  ORDER BY message_words.rowid DESC LIMIT ${2 * mostMessages}`;
const threeLetters = /.{3}/su;

/** @param among where to look, newest first; @param words each of them has to be there, as a whole or as a part */
export function findConversations(
  db: DatabaseSync,
  among: readonly ConversationSummary[],
  words: readonly string[],
): Found[] {
  const ids = JSON.stringify(among.map(({ id }) => id));
  const messages = newestWith(db, ids, words);
  const folded = words.map(foldText);
  const reading = db.prepare('SELECT content FROM messages WHERE id = ?');
  // Only of what is shown: all of what has the words may be more than the memory holds.
  const contentOf = (id: string): string => String(reading.get(id)?.['content'] ?? '');
  const found: Found[] = [];
  for (const conversation of among) {
    const title = foldText(conversation.title);
    const id = messages.get(conversation.id);
    const message = id === undefined ? null : { id, content: contentOf(id) };
    if (message || folded.every((word) => title.includes(word))) found.push({ conversation, message });
    if (found.length === mostHits) break;
  }
  return found;
}

/** For each of the conversations that has them, the id of the newest message with all of the words. @param ids a JSON array */
function newestWith(db: DatabaseSync, ids: string, words: readonly string[]): Map<string, string> {
  // The index knows three letters in a row: shorter words are looked for in what the others leave.
  const long = words.filter((word) => threeLetters.test(word));
  const short = words.filter((word) => !threeLetters.test(word));
  const conditions = [
    'conversation_id IN (SELECT value FROM json_each(?))',
    ...(long.length > 0 ? [`number IN (${indexed})`] : []),
    ...short.map(() => "content LIKE ? ESCAPE '!'"),
  ];
  const rows = db
    .prepare(
      // From the newest on, so that a word that stands everywhere ends the search soon.
      `SELECT messages.id, conversation_id AS conversationId
       FROM message_numbers CROSS JOIN messages ON messages.id = message_id
       WHERE ${conditions.join(' AND ')} ORDER BY number DESC LIMIT ${mostMessages}`,
    )
    .all(
      ids,
      ...(long.length > 0 ? [long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' '), ids] : []),
      ...short.map((word) => `%${word.replaceAll(/[!%_]/g, '!$&')}%`),
    );
  const newest = new Map<string, string>();
  for (const row of rows) {
    const conversationId = String(row['conversationId']);
    if (!newest.has(conversationId)) {
      newest.set(conversationId, String(row['id']));
    }
  }
  return newest;
}
