/**
 * The port to where conversations are kept, each for the person who owns it. Rows are the contract's own; ids and times are made
 * here, not by the store. What changes a conversation is called with the id of one that was read: only its owner gets there.
 */
import type { Conversation, ConversationSummary, Message } from '../../contract/control-api.ts';

export type MessageChange = Partial<Omit<Message, 'id' | 'parentId' | 'role' | 'createdAt'>>;

export interface ConversationStore {
  /** A person's own, newest first, by `updatedAt`. */
  list(owner: string): ConversationSummary[];
  create(conversation: ConversationSummary, owner: string): void;
  /** With all messages, oldest first; null when there is none, or it is somebody else's. */
  read(id: string, owner: string): Conversation | null;
  rename(id: string, title: string): void;
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
