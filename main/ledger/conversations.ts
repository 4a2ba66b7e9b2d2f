/** Conversations and their messages, as the window keeps them. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Conversation, ConversationSummary, Message } from '../../contract/control-api.ts';
import type { Instructions } from '../../contract/presets.ts';
import { findConversations, type Found } from './find-conversations.ts';
import { inTransaction } from './ledger.ts';

type MessageChange = Partial<Omit<Message, 'id' | 'parentId' | 'role' | 'createdAt'>>;

const summary = 'id, title, created_at AS createdAt, updated_at AS updatedAt, pinned';

export class ConversationBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** A person's own, newest first. */
  list(owner: string): ConversationSummary[] {
    const rows = this.#db.prepare(`SELECT ${summary} FROM conversations WHERE owner = ? ORDER BY updated_at DESC, id`);
    return rows.all(owner).map(toSummary);
  }

  create({ id, title, createdAt, updatedAt, pinned }: ConversationSummary, owner: string): void {
    this.#db
      .prepare('INSERT INTO conversations (id, title, created_at, updated_at, pinned, owner) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, title, createdAt, updatedAt, Number(pinned), owner);
  }

  /** Null: there is none, or it is somebody else's. */
  read(id: string, owner: string): Conversation | null {
    const row = this.#db
      .prepare(`SELECT ${summary}, head_id AS headId, instructions FROM conversations WHERE id = ? AND owner = ?`)
      .get(id, owner);
    if (!row) return null;
    const messages = this.#db
      .prepare('SELECT * FROM messages WHERE conversation_id = ? ORDER BY created_at, rowid')
      .all(id);
    return Conversation.parse({
      ...row,
      pinned: row['pinned'] === 1,
      instructions: typeof row['instructions'] === 'string' ? JSON.parse(row['instructions']) : null,
      messages: messages.map(toMessage),
    });
  }

  rename(id: string, title: string): void {
    this.#db.prepare('UPDATE conversations SET title = ? WHERE id = ?').run(title, id);
  }

  pin(id: string, pinned: boolean): void {
    this.#db.prepare('UPDATE conversations SET pinned = ? WHERE id = ?').run(Number(pinned), id);
  }

  /** What the model is told before the first message; null: nothing. */
  instruct(id: string, instructions: Instructions | null): void {
    this.#db
      .prepare('UPDATE conversations SET instructions = ? WHERE id = ?')
      .run(instructions && JSON.stringify(instructions), id);
  }

  /** A person's own with all of the words, in whatever case and accents, newest first. */
  search(words: readonly string[], owner: string): Found[] {
    return findConversations(this.#db, this.list(owner), words);
  }

  /** Its messages go with it. */
  remove(id: string): void {
    this.#db.prepare('DELETE FROM conversations WHERE id = ?').run(id);
  }

  addMessage(conversationId: string, message: Message): void {
    inTransaction(this.#db, () => {
      this.#db
        .prepare(
          `INSERT INTO messages (id, conversation_id, parent_id, role, content, created_at, state, model, machine,
             tokens_per_second, completion_tokens, left_out, problem, moves, files)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          message.id,
          conversationId,
          message.parentId,
          message.role,
          message.content,
          message.createdAt,
          ...tail(message),
          message.files.length > 0 ? JSON.stringify(message.files) : null,
        );
      this.#db.prepare('UPDATE conversations SET updated_at = ? WHERE id = ?').run(message.createdAt, conversationId);
    });
  }

  /** A message that is gone stays gone. */
  updateMessage(id: string, change: MessageChange): void {
    const before = this.#db.prepare('SELECT * FROM messages WHERE id = ?').get(id);
    if (!before) return;
    const message = { ...toMessage(before), ...change };
    this.#db
      .prepare(
        `UPDATE messages SET content = ?, state = ?, model = ?, machine = ?, tokens_per_second = ?, completion_tokens = ?,
           left_out = ?, problem = ?, moves = ? WHERE id = ?`,
      )
      .run(message.content, ...tail(message), id);
  }

  /** Null: there is none, or it is somebody else's. */
  findMessage(id: string, owner: string): Message | null {
    const row = this.#db
      .prepare(
        `SELECT messages.* FROM messages JOIN conversations ON conversations.id = conversation_id
         WHERE messages.id = ? AND owner = ?`,
      )
      .get(id, owner);
    return row ? toMessage(row) : null;
  }

  setHead(conversationId: string, messageId: string): void {
    this.#db.prepare('UPDATE conversations SET head_id = ? WHERE id = ?').run(messageId, conversationId);
  }

  /** Answers that were being written when the coordinator died: what is there stays, and is marked as cut. */
  cutOff(): void {
    this.#db.exec("UPDATE messages SET state = 'cut' WHERE state = 'writing'");
  }
}

const toSummary = (row: Record<string, unknown>): ConversationSummary =>
  ConversationSummary.parse({ ...row, pinned: row['pinned'] === 1 });

const tail = (message: Message): SQLInputValue[] => [
  message.state,
  message.model,
  message.machine,
  message.tokensPerSecond,
  message.completionTokens,
  message.leftOut,
  message.problem && JSON.stringify(message.problem),
  message.moves.length > 0 ? JSON.stringify(message.moves) : null,
];

const toMessage = (row: Record<string, unknown>): Message =>
  Message.parse({
    ...row,
    parentId: row['parent_id'],
    createdAt: row['created_at'],
    tokensPerSecond: row['tokens_per_second'],
    completionTokens: row['completion_tokens'],
    leftOut: row['left_out'],
    problem: typeof row['problem'] === 'string' ? JSON.parse(row['problem']) : null,
    files: typeof row['files'] === 'string' ? JSON.parse(row['files']) : [],
    moves: typeof row['moves'] === 'string' ? JSON.parse(row['moves']) : [],
  });
