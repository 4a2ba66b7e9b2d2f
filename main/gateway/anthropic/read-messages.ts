/** Anthropic's messages as our own. Pure. */
import type { CountTokensRequest } from '../../../contract/anthropic.ts';
import type { ChatMessage } from '../../../contract/generate.ts';
import { refuse } from '../../../contract/problem.ts';
import { KnownCalls } from '../tools/known-calls.ts';

type Message = CountTokensRequest['messages'][number];
type Block = Exclude<Message['content'], string>[number];

/** Texts that stand beside each other are paragraphs. */
const between = '\n\n';

/**
 * Messages of one side that follow each other become one, as Anthropic's do: many chat templates take turns only.
 * @throws ProblemError invalid_request, naming the field as a path
 */
export function readMessages({ system, messages }: CountTokensRequest): ChatMessage[] {
  const known = new KnownCalls();
  const instructions = typeof system === 'string' ? system : (system ?? []).map(({ text }) => text).join(between);
  const turns: ChatMessage[] = instructions === '' ? [] : [{ role: 'system', content: instructions }];
  for (const [at, message] of messages.entries()) {
    const path = `messages.${at}.content`;
    const read =
      typeof message.content === 'string' ? [said(message.role, message.content)] : readBlocks(message, known, path);
    for (const turn of read) addTurn(turns, turn);
  }
  return turns;
}

function readBlocks({ role, content }: Message, known: KnownCalls, path: string): ChatMessage[] {
  const blocks: readonly Block[] = typeof content === 'string' ? [] : content;
  const results: ChatMessage[] = [];
  const calls: NonNullable<ChatMessage['calls']> = [];
  const texts: string[] = [];
  for (const [place, block] of blocks.entries()) {
    if (block.type === 'text') texts.push(block.text);
    if (block.type === 'tool_use') {
      const call = { id: block.id, name: block.name, arguments: JSON.stringify(block.input) };
      calls.push(known.add(call, `${path}.${place}.input`));
    }
    if (block.type === 'tool_result') {
      const answers = known.find(block.tool_use_id, `${path}.${place}.tool_use_id`);
      results.push({ role: 'tool', content: resultOf(block), answers });
    }
  }
  // Thoughts alone say nothing.
  if (texts.length + calls.length + results.length === 0) {
    refuse('invalid_request', 'There is no text in it.', { param: path });
  }
  const text = texts.join(between);
  if (calls.length > 0) return [{ role, content: text, calls }];
  return texts.length > 0 ? [...results, said(role, text)] : results;
}

/** A failure is said in words: templates have no other place for it. */
function resultOf({ content, is_error: failed }: Extract<Block, { type: 'tool_result' }>): string {
  const text = typeof content === 'string' ? content : (content ?? []).map((part) => part.text).join(between);
  return failed === true ? `Error: ${text}` : text;
}

const said = (role: Message['role'], content: string): ChatMessage => ({ role, content });

function addTurn(turns: ChatMessage[], turn: ChatMessage): void {
  const last = turns.at(-1);
  if (last?.role !== turn.role || turn.role === 'tool') return void turns.push(turn);
  last.content = [last.content, turn.content].filter((text) => text !== '').join(between);
  if (turn.calls) last.calls = [...(last.calls ?? []), ...turn.calls];
}
