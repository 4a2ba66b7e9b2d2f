/** What the answers of both of Ollama's routes have in common. A stream is one JSON object a line. */
import type { OllamaCall, OllamaEnd } from '../../../contract/ollama.ts';
import type { AnswerEnd, StreamShape, WrittenCall, Writing } from '../surface.ts';
import { splitThinking, Thinking, type Said } from '../thinking.ts';
import { readyFrame } from '../ready-frame.ts';
import { argumentsOf, WrittenCalls } from '../tools/written-calls.ts';
import { writeError } from './write-error.ts';

interface Put extends Partial<Said> {
  readonly tool_calls?: readonly OllamaCall[];
}

interface Head {
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly stream: boolean;
  /** Text that is gone on with as it stands: thoughts are not told apart in it. */
  readonly raw: boolean;
  /** Where the route has the text, what the model thought, and its calls. */
  readonly put: (said: Put) => object;
}

const nanoseconds = (milliseconds: number): number => Math.round(milliseconds * 1_000_000);

const writeEnd = ({ reason, usage, times }: AnswerEnd): OllamaEnd => ({
  done: true,
  done_reason: reason === 'length' ? reason : 'stop',
  total_duration: nanoseconds(times.all),
  load_duration: nanoseconds(times.waiting),
  prompt_eval_count: usage.promptTokens,
  prompt_eval_duration: nanoseconds(times.reading),
  eval_count: usage.completionTokens,
  eval_duration: nanoseconds(times.writing),
});

export function writeAnswer({ model, now, stream, raw, put }: Head): Writing {
  const head = { model, created_at: new Date(now).toISOString() };
  const line = (said: Put, end: object = { done: false }): string =>
    `${JSON.stringify({ ...head, ...put(said), ...end })}\n`;
  return {
    stream: stream ? lineStream(line, raw) : null,
    whole: (answer, end, [only]) => ({
      ...head,
      ...put(raw ? { text: answer } : { ...withoutEmpty(splitThinking(answer)), ...writeCalls(only?.calls ?? []) }),
      ...writeEnd(end),
    }),
  };
}

function lineStream(line: (said: Put, end?: object) => string, raw: boolean): StreamShape {
  const thinking = new Thinking();
  const text = readyFrame((piece) => line({ text: piece }));
  const thought = readyFrame((piece) => line({ thinking: piece }));
  const said = (one: Said): string =>
    (one.thinking === '' ? '' : thought(one.thinking)) + (one.text === '' ? '' : text(one.text));
  const calls = new WrittenCalls();
  return {
    contentType: 'application/x-ndjson',
    begin: () => '',
    text: raw ? text : (piece) => said(thinking.push(piece)),
    call: (piece) => {
      calls.take(piece);
      const written = piece.type === 'called' ? writeCalls(calls.all, piece.index) : {};
      return written.tool_calls ? line(written) : '';
    },
    comment: () => '',
    end: (end) => said(thinking.end()) + line({}, writeEnd(end)),
    fail: (problem) => `${JSON.stringify(writeError(problem))}\n`,
  };
}

const withoutEmpty = ({ thinking, text }: Said): Partial<Said> => (thinking === '' ? { text } : { thinking, text });

/** One that was cut off is left out: its arguments are an object. @param only the one call that is meant */
function writeCalls(calls: readonly WrittenCall[], only?: number): Pick<Put, 'tool_calls'> {
  const written = calls.flatMap((call, index): OllamaCall[] => {
    const given = call.whole && (only ?? index) === index ? argumentsOf(call) : null;
    return given ? [{ id: call.id, function: { index, name: call.name, arguments: given } }] : [];
  });
  return written.length === 0 ? {} : { tool_calls: written };
}
