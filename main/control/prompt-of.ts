/** What of a conversation's branch a model is given. Pure. */
import type { Message } from '../../contract/control-api.ts';
import type { ChatMessage } from '../../contract/generate.ts';

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
