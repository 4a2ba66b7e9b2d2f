/** A conversation's branch: the messages from its beginning to one of them, and what of it a model is given. Pure. */
import type { Message } from '../../contract/control-api.ts';
import type { ChatMessage } from '../../contract/generate.ts';

/** From the beginning down to `lastId`. Empty when there is no such message. */
export function branchTo(messages: readonly Message[], lastId: string): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const branch: Message[] = [];
  let next = byId.get(lastId);
  while (next && branch.length < messages.length) {
    branch.unshift(next);
    next = next.parentId === null ? undefined : byId.get(next.parentId);
  }
  return branch;
}

/** Answers that never came are left out; what then stands side by side is joined, as templates want the roles to take turns. */
export function promptOf(branch: readonly Message[]): ChatMessage[] {
  const prompt: ChatMessage[] = [];
  for (const { role, content } of branch) {
    if (content === '') continue;
    const last = prompt.at(-1);
    if (last?.role === role) last.content += `\n\n${content}`;
    else prompt.push({ role, content });
  }
  return prompt;
}

const titleLength = 60;

/** What the first question calls its conversation: its first line, cut at a word. */
export function titleOf(question: string): string {
  const line = question.trim().split('\n', 1)[0]?.trim() ?? '';
  const letters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  if (letters.length <= titleLength) return line;
  const cut = letters.slice(0, titleLength - 1).join('');
  const word = cut.lastIndexOf(' ');
  return `${(word > titleLength / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}
