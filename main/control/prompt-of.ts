/** What of a conversation's branch a model is given. Pure. */
import type { Message } from '../../contract/control-api.ts';
import type { ChatMessage } from '../../contract/generate.ts';
import type { Instructions } from '../../contract/presets.ts';

/**
 * Questions that got no answer are left out: what could not be answered once would make every later answer fail as well. Messages of
 * one role that stand side by side are joined, as templates want the roles to take turns. Instructions come first.
 */
export function promptOf(branch: readonly Message[], instructions: Instructions | null): ChatMessage[] {
  const prompt: ChatMessage[] = instructions ? [{ role: 'system', content: instructions.text }] : [];
  for (const [at, message] of branch.entries()) {
    const { role } = message;
    const content = withFiles(message);
    const next = branch[at + 1];
    if (content === '' || (role === 'user' && next?.role === 'assistant' && next.content === '')) continue;
    const last = prompt.at(-1);
    if (last?.role === role) last.content += `\n\n${content}`;
    else prompt.push({ role, content });
  }
  return prompt;
}

/** Files stand before the question, each between marks with its name. */
function withFiles({ content, files }: Message): string {
  const blocks = files.map(
    ({ name, text }) => `<file name="${name.replaceAll(/["\p{Cc}]/gu, ' ')}">\n${text}\n</file>`,
  );
  return [...blocks, content].join('\n\n');
}

/**
 * A conversation that is too long, without its oldest quarter: whole turns, from the beginning. Instructions stay.
 * @returns null when only the last question is left.
 */
export function withoutOldest(prompt: readonly ChatMessage[]): ChatMessage[] | null {
  const first = prompt[0]?.role === 'system' ? 1 : 0;
  const said = prompt.length - first;
  if (said < 3) return null;
  const turns = Math.max(1, Math.floor(said / 8));
  return [...prompt.slice(0, first), ...prompt.slice(first + 2 * turns)];
}
