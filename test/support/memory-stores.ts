/** The ledger's ports in memory. */
import { ConversationSummary, type Conversation, type Message } from '../../contract/control-api.ts';
import type { Instructions } from '../../contract/presets.ts';
import type { ConversationStore, Found, MessageChange } from '../../main/control/conversation-store.ts';
import type { KeptPreset, PresetStore } from '../../main/control/preset-store.ts';
import type { SessionStore } from '../../main/control/session-store.ts';

export class MemoryConversations implements ConversationStore {
  /** How often an answer's text was written down. */
  saves = 0;
  /** Thrown at every write of a message, while it is set: a full disk, a file that somebody holds. */
  broken: Error | null = null;
  readonly #all = new Map<string, Conversation>();

  list() {
    const summaries = [...this.#all.values()].map((conversation) => ConversationSummary.parse(conversation));
    return summaries.toSorted((a, b) => b.updatedAt - a.updatedAt);
  }

  create(conversation: ConversationSummary): void {
    this.#all.set(conversation.id, { ...conversation, messages: [], headId: null, instructions: null });
  }

  read(id: string): Conversation | null {
    return structuredClone(this.#all.get(id) ?? null);
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

  search(words: readonly string[]): Found[] {
    return this.list().flatMap((conversation) => {
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

  findMessage(id: string): Message | null {
    return structuredClone(this.#message(id) ?? null);
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
  readonly rows = new Map<string, number>();

  add({ hash, expiresAt }: { hash: string; expiresAt: number }): void {
    this.rows.set(hash, expiresAt);
  }

  find(hash: string): { expiresAt: number } | null {
    const expiresAt = this.rows.get(hash);
    return expiresAt === undefined ? null : { expiresAt };
  }

  removeExpired(now: number): void {
    for (const [hash, expiresAt] of this.rows) if (expiresAt < now) this.rows.delete(hash);
  }
}
