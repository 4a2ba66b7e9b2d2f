/**
 * The port to where conversations are kept, each for the person who owns it. Rows are the contract's own; ids and times are made
 * here, not by the store. What changes a conversation is called with the id of one that was read: only its owner gets there.
 */
import type { Conversation, ConversationSummary, Message } from '../../contract/control-api.ts';
import type { Instructions } from '../../contract/presets.ts';

/** A conversation in which words were found. */
export interface Found {
  readonly conversation: ConversationSummary;
  /** The newest that has them; null: they stand in the title alone. */
  readonly message: Pick<Message, 'id' | 'content'> | null;
}

export type MessageChange = Partial<Omit<Message, 'id' | 'parentId' | 'role' | 'createdAt'>>;

export interface ConversationStore {
  /** A person's own, newest first, by `updatedAt`. */
  list(owner: string): ConversationSummary[];
  create(conversation: ConversationSummary, owner: string): void;
  /** With all messages, oldest first; null when there is none, or it is somebody else's. */
  read(id: string, owner: string): Conversation | null;
  /** A person's own with all of the words, in whatever case and accents, newest first. */
  search(words: readonly string[], owner: string): Found[];
  rename(id: string, title: string): void;
  pin(id: string, pinned: boolean): void;
  /** What the model is told before the first message; null: nothing. */
  instruct(id: string, instructions: Instructions | null): void;
  /** Messages go with it. */
  remove(id: string): void;
  /** Also makes the message's time the conversation's `updatedAt`. */
  addMessage(conversationId: string, message: Message): void;
  /** Of a message that is gone, nothing. */
  updateMessage(id: string, change: MessageChange): void;
  /** Null when there is none, or it is somebody else's. */
  findMessage(id: string, owner: string): Message | null;
  setHead(conversationId: string, messageId: string): void;
}
