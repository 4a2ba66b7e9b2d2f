import type { Message } from '../../../contract/control-api.ts';

/** Who stands in one place: wordings of a question, or tries at an answer. */
const placeOf = ({ parentId, role }: Pick<Message, 'parentId' | 'role'>): string => `${role} ${parentId}`;

/** For each message itself and the others in its place: earlier wordings of a question, or other tries at an answer, oldest first. */
export function versionsIn(messages: readonly Message[]): (message: Message) => readonly Message[] {
  const places = Map.groupBy(
    messages.toSorted((a, b) => a.createdAt - b.createdAt),
    placeOf,
  );
  return (message) => places.get(placeOf(message)) ?? [message];
}

/** The end of the newest branch below `id`: where to stand when a sibling is chosen. */
export function newestLeaf(messages: readonly Message[], id: string): string {
  const children = Map.groupBy(messages, ({ parentId }) => parentId);
  const seen = new Set<string>();
  let leaf = id;
  for (;;) {
    seen.add(leaf);
    const next = (children.get(leaf) ?? [])
      .filter(({ id: child }) => !seen.has(child))
      .reduce<Message | null>((newest, one) => (newest && newest.createdAt >= one.createdAt ? newest : one), null);
    if (!next) return leaf;
    leaf = next.id;
  }
}
