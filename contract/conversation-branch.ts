import type { Message } from './control-api.ts';

/**
 * A conversation's branch: the messages from its beginning down to `lastId`, in reading order. A missing parent, or one that
 * was there already, ends the walk; empty when there is no such message.
 */
export function branchTo(messages: readonly Message[], lastId: string | null): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const branch: Message[] = [];
  let id = lastId;
  while (id !== null) {
    const message = byId.get(id);
    if (!message) break;
    byId.delete(id);
    branch.push(message);
    id = message.parentId;
  }
  return branch.toReversed();
}
