/** Reads a streamed answer as its client sees it. Pure. */
import { z } from 'zod';

/** Where another machine went on. */
export interface Mark {
  readonly from: string;
  readonly to: string;
  /** UTF-16 units of the text that were there by then. */
  readonly at: number;
}

const Chunk = z.object({
  choices: z.array(
    z.object({ delta: z.object({ content: z.string().optional() }), finish_reason: z.string().nullable() }),
  ),
  usage: z.object({ completion_tokens: z.int() }).nullish(),
});
const Failure = z.object({ error: z.object({ code: z.string() }) });

const moved = /^: aivailable moved from (.*) to (.*) after token \d+$/;

export class EventReader {
  text = '';
  reason: string | null = null;
  tokens: number | null = null;
  /** The code of an error in the stream. */
  error: string | null = null;
  done = false;
  readonly marks: Mark[] = [];
  #rest = '';

  /** @param piece of the body, cut anywhere between characters */
  push(piece: string): void {
    const events = (this.#rest + piece).split('\n\n');
    this.#rest = events.pop() ?? '';
    for (const event of events) this.#take(event);
  }

  #take(event: string): void {
    const [, from, to] = moved.exec(event) ?? [];
    if (from !== undefined && to !== undefined) this.marks.push({ from, to, at: this.text.length });
    if (!event.startsWith('data: ')) return;
    const data = event.slice('data: '.length);
    if (data === '[DONE]') {
      this.done = true;
      return;
    }
    const json = JSON.parse(data) as unknown;
    const failure = Failure.safeParse(json);
    if (failure.success) {
      this.error = failure.data.error.code;
      return;
    }
    const { choices, usage } = Chunk.parse(json);
    for (const { delta, finish_reason: reason } of choices) {
      this.text += delta.content ?? '';
      this.reason = reason ?? this.reason;
    }
    this.tokens = usage?.completion_tokens ?? this.tokens;
  }
}
