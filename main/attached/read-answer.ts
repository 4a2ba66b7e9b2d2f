/** An external server's answer as texts. Every byte of it is a stranger's: bounded, checked, and never more than text. */
import type { IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { cleanText } from '../../common/clean-text.ts';
import { jsonOrNull } from '../../common/json-or-null.ts';
import { readText } from '../../common/read-text.ts';
import { ProblemError, problem, refuse } from '../../contract/problem.ts';
import { CalledTool, CalledTools } from './called-tools.ts';
import { StopText } from './stop-text.ts';
import type { TextFrame } from '../gateway/text-frame.ts';

/** Of one event, and of a whole answer that comes in one piece. */
const most = { eventCharacters: 1024 * 1024, wholeBytes: 16 * 1024 * 1024, answerCharacters: 8 * 1024 * 1024 };

const words = z.string().nullish();
const Said = z.looseObject({
  content: words,
  reasoning_content: words,
  reasoning: words,
  tool_calls: z.array(CalledTool).max(256).nullish(),
});
const Choice = z.looseObject({
  // Of a chat and of a text; what a model thinks has two names.
  delta: Said.nullish(),
  message: Said.nullish(),
  text: words,
  finish_reason: words,
});
const count = z.int().nonnegative().max(100_000_000).catch(0);
const Chunk = z.looseObject({
  choices: z.array(Choice).max(1).optional(),
  usage: z.looseObject({ prompt_tokens: count, completion_tokens: count }).nullish(),
  error: z.unknown().optional(),
});
type Chunk = z.infer<typeof Chunk>;

/**
 * Reads an answer to its end; leaving the iteration closes the connection.
 * @param name of the server
 * @throws ProblemError attached_failed for what is no answer, machine_lost when it breaks off; the signal's reason
 */
export async function* readAnswer(
  response: IncomingMessage,
  name: string,
  stops: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<TextFrame, void, undefined> {
  const answer = new Reading(name, stops);
  const isStream = /^text\/event-stream/i.test(response.headers['content-type'] ?? '');
  try {
    if (!isStream) yield* answer.take(await readText(response, most.wholeBytes));
    else yield* readEvents(response, answer);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(problem('machine_lost', `The connection to ${name} broke.`), { cause: error });
  } finally {
    response.destroy();
  }
  yield answer.end();
}

async function* readEvents(response: IncomingMessage, answer: Reading): AsyncGenerator<TextFrame, void, undefined> {
  const events: string[] = [];
  let silent = 0;
  const parser = createParser({ onEvent: ({ data }) => void events.push(data) });
  response.setEncoding('utf8');
  for await (const piece of response as AsyncIterable<string>) {
    silent += piece.length;
    parser.feed(piece);
    if (events.length > 0) silent = 0;
    if (silent > most.eventCharacters) return answer.fail((name) => `${name} sent an event without end.`);
    for (const data of events.splice(0)) {
      if (data.trim() === '[DONE]') return;
      yield* answer.take(data);
      if (answer.stopped) return;
    }
  }
}

class Reading {
  readonly #name: string;
  readonly #stop: StopText;
  readonly #called = new CalledTools();
  #thinking = false;
  #characters = 0;
  #reason: 'stop' | 'length' | null = null;
  #usage: { promptTokens: number; completionTokens: number } | null = null;

  constructor(name: string, stops: readonly string[]) {
    this.#name = name;
    this.#stop = new StopText(stops);
  }

  /** A stop text was met: nothing that follows counts. */
  get stopped(): boolean {
    return this.#stop.stop !== null;
  }

  *take(data: string): Generator<TextFrame, void, undefined> {
    const chunk = Chunk.safeParse(jsonOrNull(data)).data ?? this.fail((name) => `${name} sent what is no answer.`);
    if (chunk.error !== undefined && chunk.error !== null)
      this.fail((name) => `${name} failed: ${wordsOf(chunk.error)}.`);
    if (chunk.usage) {
      const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = chunk.usage;
      this.#usage = { promptTokens, completionTokens };
    }
    const text = this.#stop.push(this.#textOf(chunk));
    const [choice] = chunk.choices ?? [];
    const called = (choice?.delta ?? choice?.message)?.tool_calls ?? [];
    this.#characters += text.length + this.#called.take(called);
    if (this.#characters > most.answerCharacters) this.fail((name) => `${name} sent an answer without end.`);
    if (text !== '') yield { type: 'text', text };
    const reason = choice?.finish_reason;
    if (typeof reason !== 'string' || reason === '') return;
    this.#reason = reason === 'length' ? 'length' : 'stop';
    const calls = this.#called.text() ?? this.fail((name) => `${name} called a tool with what is no JSON object.`);
    const rest = this.#stop.end() + this.#closeThoughts() + calls;
    if (rest !== '') yield { type: 'text', text: rest };
  }

  /** @throws ProblemError machine_lost when it broke off before the end */
  end(): TextFrame {
    const { stop } = this.#stop;
    const reason = stop === null ? this.#reason : 'stop';
    if (reason === null) return refuse('machine_lost', `${this.#name} ended the stream before the answer.`);
    return { type: 'end', reason, stop, usage: this.#usage };
  }

  fail(say: (name: string) => string): never {
    return refuse('attached_failed', say(this.#name));
  }

  /** What a model thinks comes apart from its answer: written in front of it, as our own models do. */
  #textOf({ choices }: Chunk): string {
    const [choice] = choices ?? [];
    const said = choice?.delta ?? choice?.message;
    const thought = said?.reasoning_content ?? said?.reasoning ?? '';
    const text = said?.content ?? choice?.text ?? '';
    const begin = thought !== '' && !this.#thinking && this.#characters === 0 ? '<think>' : '';
    if (begin !== '') this.#thinking = true;
    return begin + (this.#thinking ? thought : '') + (text === '' ? '' : this.#closeThoughts() + text);
  }

  #closeThoughts(): string {
    if (!this.#thinking) return '';
    this.#thinking = false;
    return '</think>';
  }
}

const Worded = z.union([z.string(), z.looseObject({ message: z.string() }).transform(({ message }) => message)]);
const wordsOf = (error: unknown): string => cleanText(Worded.safeParse(error).data ?? 'it does not say why', 300);
