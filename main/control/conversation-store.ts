/** The port to where conversations are kept. Rows are the contract's own; ids and times are made here, not by the store. */
import type { Conversation, ConversationSummary, Message } from '../../contract/control-api.ts';

export type MessageChange = Partial<Omit<Message, 'id' | 'parentId' | 'role' | 'createdAt'>>;

export interface ConversationStore {
  /** Newest first, by `updatedAt`. */
  list(): ConversationSummary[];
  create(conversation: ConversationSummary): void;
  /** With all messages, oldest first; null when there is none. */
  read(id: string): Conversation | null;
  rename(id: string, title: string): void;
  /** Messages go with it. */
  remove(id: string): void;
  /** Also makes the message's time the conversation's `updatedAt`. */
  addMessage(conversationId: string, message: Message): void;
  /** Of a message that is gone, nothing. */
  updateMessage(id: string, change: MessageChange): void;
  findMessage(id: string): Message | null;
  setHead(conversationId: string, messageId: string): void;
}
