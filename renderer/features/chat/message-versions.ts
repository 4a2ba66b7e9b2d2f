import type { Message } from '../../../contract/control-api.ts';

/** `message` and the others in its place: earlier wordings of a question, or other tries at an answer, oldest first. */
export const siblingsOf = (messages: readonly Message[], message: Message): Message[] =>
  messages
    .filter(({ parentId, role }) => parentId === message.parentId && role === message.role)
    .toSorted((a, b) => a.createdAt - b.createdAt);

/** The end of the newest branch below `id`: where to stand when a sibling is chosen. */
export function newestLeaf(messages: readonly Message[], id: string): string {
  const seen = new Set<string>();
  let leaf = id;
  for (;;) {
    seen.add(leaf);
    const next = messages
      .filter(({ parentId, id: child }) => parentId === leaf && !seen.has(child))
      .reduce<Message | null>((newest, one) => (newest && newest.createdAt >= one.createdAt ? newest : one), null);
    if (!next) return leaf;
    leaf = next.id;
  }
}
