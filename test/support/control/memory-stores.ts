/** The ledger's ports in memory. */
import { ConversationSummary, type Conversation, type Message } from '../../../contract/control-api.ts';
import type { Instructions } from '../../../contract/presets.ts';
import type { ConversationStore, Found, MessageChange } from '../../../main/control/conversation-store.ts';
import type { KeptPreset, PresetStore } from '../../../main/control/preset-store.ts';
import type { SessionStore } from '../../../main/control/session-store.ts';
import type { KeptSession } from '../../../main/ledger/sessions.ts';

export class MemoryConversations implements ConversationStore {
  /** How often an answer's text was written down. */
  saves = 0;
  /** Thrown at every write of a message, while it is set: a full disk, a file that somebody holds. */
  broken: Error | null = null;
  readonly #all = new Map<string, Conversation>();
  readonly #owners = new Map<string, string>();

  list(owner: string) {
    const own = [...this.#all.values()].filter(({ id }) => this.#owners.get(id) === owner);
    const summaries = own.map((conversation) => ConversationSummary.parse(conversation));
    return summaries.toSorted((a, b) => b.updatedAt - a.updatedAt);
  }

  create(conversation: ConversationSummary, owner: string): void {
    this.#owners.set(conversation.id, owner);
    this.#all.set(conversation.id, { ...conversation, messages: [], headId: null, instructions: null });
  }

  read(id: string, owner: string): Conversation | null {
    return this.#owners.get(id) === owner ? structuredClone(this.#all.get(id) ?? null) : null;
  }

  rename(id: string, title: string): void {
    this.#of(id).title = title;
  }

  instruct(id: string, instructions: Instructions | null): void {
    this.#of(id).instructions = instructions;
  }

  pin(id: string, pinned: boolean): void {
    this.#of(id).pinned = pinned;
  }

  search(words: readonly string[], owner: string): Found[] {
    return this.list(owner).flatMap((conversation) => {
      const message = this.#of(conversation.id).messages.findLast(({ content }) =>
        words.every((word) => content.includes(word)),
      );
      return message || words.every((word) => conversation.title.includes(word))
        ? [{ conversation, message: message ?? null }]
        : [];
    });
  }

  remove(id: string): void {
    this.#all.delete(id);
  }

  addMessage(conversationId: string, message: Message): void {
    if (this.broken) throw this.broken;
    const conversation = this.#of(conversationId);
    conversation.messages.push({ ...message });
    conversation.updatedAt = message.createdAt;
  }

  updateMessage(id: string, change: MessageChange): void {
    if (this.broken) throw this.broken;
    if (change.state === undefined) this.saves += 1;
    const message = this.#message(id);
    if (message) Object.assign(message, change);
  }

  findMessage(id: string, owner: string): Message | null {
    const conversation = [...this.#all.values()].find(({ messages }) => messages.some((one) => one.id === id));
    return conversation && this.#owners.get(conversation.id) === owner
      ? structuredClone(this.#message(id) ?? null)
      : null;
  }

  setHead(conversationId: string, messageId: string): void {
    this.#of(conversationId).headId = messageId;
  }

  #of(id: string): Conversation {
    const conversation = this.#all.get(id);
    if (!conversation) throw new Error(`no conversation ${id}`);
    return conversation;
  }

  #message(id: string): Message | undefined {
    return [...this.#all.values()].flatMap(({ messages }) => messages).find((message) => message.id === id);
  }
}

export class MemoryPresets implements PresetStore {
  readonly #all = new Map<string, KeptPreset>();

  list(owner: string): KeptPreset[] {
    return [...this.#all.values()]
      .filter((one) => one.owner === owner || one.shared)
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  put(preset: KeptPreset): void {
    this.#all.set(preset.id, preset);
  }

  remove(id: string): void {
    this.#all.delete(id);
  }
}

export class MemorySessions implements SessionStore {
  readonly rows = new Map<string, KeptSession>();

  add(session: Omit<KeptSession, 'adminUntil' | 'endedAt'>): void {
    this.rows.set(session.hash, { ...session, adminUntil: null, endedAt: null });
  }

  find(hash: string): KeptSession | null {
    return this.rows.get(hash) ?? null;
  }

  setAdmin(hash: string, adminUntil: number | null): void {
    this.#change(({ hash: its }) => its === hash, { adminUntil });
  }

  endAdmin(personId?: string): void {
    this.#change((row) => personId === undefined || row.personId === personId, { adminUntil: null });
  }

  endOf(personId: string, endedAt: number): void {
    this.#change((row) => row.personId === personId, { endedAt });
  }

  count(personId: string): number {
    return [...this.rows.values()].filter((row) => row.personId === personId && row.endedAt === null).length;
  }

  remove(hash: string): void {
    this.rows.delete(hash);
  }

  removeExpired(now: number): void {
    for (const [hash, { expiresAt }] of this.rows) if (expiresAt < now) this.rows.delete(hash);
  }

  #change(which: (row: KeptSession) => boolean, change: Partial<KeptSession>): void {
    for (const [hash, row] of this.rows) if (which(row)) this.rows.set(hash, { ...row, ...change });
  }
}
