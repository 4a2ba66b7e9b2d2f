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
const indexed = `SELECT rowid FROM message_words WHERE message_words MATCH ? ORDER BY rowid DESC LIMIT ${2 * mostMessages}`;
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
  const found: Found[] = [];
  for (const conversation of among) {
    const title = foldText(conversation.title);
    const message = messages.get(conversation.id) ?? null;
    if (message || folded.every((word) => title.includes(word))) found.push({ conversation, message });
    if (found.length === mostHits) break;
  }
  return found;
}

/** For each of the conversations that has them, the newest message with all of the words. @param ids a JSON array */
function newestWith(
  db: DatabaseSync,
  ids: string,
  words: readonly string[],
): Map<string, { id: string; content: string }> {
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
      `SELECT messages.id, conversation_id AS conversationId, content
       FROM message_numbers CROSS JOIN messages ON messages.id = message_id
       WHERE ${conditions.join(' AND ')} ORDER BY number DESC LIMIT ${mostMessages}`,
    )
    .all(
      ids,
      ...(long.length > 0 ? [long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ')] : []),
      ...short.map((word) => `%${word.replaceAll(/[!%_]/g, '!$&')}%`),
    );
  const newest = new Map<string, { id: string; content: string }>();
  for (const row of rows) {
    const conversationId = String(row['conversationId']);
    if (!newest.has(conversationId)) {
      newest.set(conversationId, { id: String(row['id']), content: String(row['content']) });
    }
  }
  return newest;
}
