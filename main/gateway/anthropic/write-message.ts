/** A message in one piece, and the parts that its stream has in common with it. */
import type { ContentBlock, Message, StopReason } from '../../../contract/anthropic.ts';
import type { AnswerEnd } from '../surface.ts';
import { splitThinking } from '../thinking.ts';

/** As it is before anything was written. The prompt's length is said at the end: it is not known before. */
export const emptyMessage = (id: string, model: string): Message => ({
  id,
  type: 'message',
  role: 'assistant',
  model,
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: { input_tokens: 0, output_tokens: 0 },
});

export const writeEnd = ({
  reason,
  stop,
  usage,
}: AnswerEnd): Pick<Message, 'stop_reason' | 'stop_sequence' | 'usage'> => ({
  stop_reason: stopReason(reason, stop),
  stop_sequence: stop,
  usage: { input_tokens: usage.promptTokens, output_tokens: usage.completionTokens },
});

export const writeMessage = (id: string, model: string, answer: string, end: AnswerEnd): Message => ({
  ...emptyMessage(id, model),
  content: writeContent(answer),
  ...writeEnd(end),
});

function writeContent(answer: string): ContentBlock[] {
  const { thinking, text } = splitThinking(answer);
  return [
    ...(thinking === '' ? [] : [thoughtBlock(thinking)]),
    ...(text === '' && thinking !== '' ? [] : [textBlock(text)]),
  ];
}

export const textBlock = (text: string): ContentBlock => ({ type: 'text', text, citations: null });
export const thoughtBlock = (thinking: string): ContentBlock => ({ type: 'thinking', thinking, signature: '' });

function stopReason(reason: AnswerEnd['reason'], stop: string | null): StopReason {
  if (stop !== null) return 'stop_sequence';
  return reason === 'length' ? 'max_tokens' : 'end_turn';
}
