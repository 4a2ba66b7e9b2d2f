/** A message in one piece, and the parts that its stream has in common with it. */
import type { ContentBlock, Message, StopReason } from '../../../contract/anthropic.ts';
import type { AnswerEnd, WrittenCall } from '../surface.ts';
import { splitThinking } from '../thinking.ts';
import { argumentsOf } from '../tools/written-calls.ts';

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

export const writeMessage = (
  { id, model }: Pick<Message, 'id' | 'model'>,
  answer: string,
  end: AnswerEnd,
  calls: readonly WrittenCall[],
): Message => ({
  ...emptyMessage(id, model),
  content: writeContent(answer, calls),
  ...writeEnd(end),
});

/** A call that was cut off is left out: its input is an object. */
function writeContent(answer: string, calls: readonly WrittenCall[]): ContentBlock[] {
  const { thinking, text } = splitThinking(answer);
  const called = calls.filter(({ whole }) => whole).map((call) => callBlock(call, argumentsOf(call) ?? {}));
  return [
    ...(thinking === '' ? [] : [thoughtBlock(thinking)]),
    ...(text === '' && (thinking !== '' || called.length > 0) ? [] : [textBlock(text)]),
    ...called,
  ];
}

export const textBlock = (text: string): ContentBlock => ({ type: 'text', text, citations: null });
export const thoughtBlock = (thinking: string): ContentBlock => ({ type: 'thinking', thinking, signature: '' });

export const callBlock = (
  { id, name }: Pick<WrittenCall, 'id' | 'name'>,
  input: Readonly<Record<string, unknown>>,
): ContentBlock => ({ type: 'tool_use', id, name, input });

function stopReason(reason: AnswerEnd['reason'], stop: string | null): StopReason {
  if (stop !== null) return 'stop_sequence';
  if (reason === 'calls') return 'tool_use';
  return reason === 'length' ? 'max_tokens' : 'end_turn';
}
