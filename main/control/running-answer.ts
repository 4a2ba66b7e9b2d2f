/** One answer while it is written: what came so far, for those who come late, and those who listen now. */
import type { AnswerFrame, Message } from '../../contract/control-api.ts';
import type { Move } from '../gateway/answer.ts';
import { Listeners } from '../base/listeners.ts';

export class RunningAnswer {
  readonly conversationId: string;
  /** Id of the person who asked. */
  readonly owner: string;
  readonly stopping = new AbortController();
  readonly #listeners = new Listeners<[AnswerFrame]>();
  /** From the beginning, with texts joined. */
  readonly #frames: AnswerFrame[] = [];
  #text = '';
  #message: Message;

  constructor(conversationId: string, owner: string, message: Message) {
    this.conversationId = conversationId;
    this.owner = owner;
    this.#message = message;
  }

  /** The message as it is now. */
  get message(): Message {
    return { ...this.#message, content: this.#text };
  }

  change(change: Partial<Message>): void {
    this.#message = { ...this.#message, ...change };
  }

  /** Another machine goes on: noted on the message, and told. */
  move({ from, to, why, gapMs }: Move): void {
    const move = { from, to, why, at: this.#text.length, gapMs };
    this.change({ machine: to, moves: [...this.#message.moves, move] });
    this.add({ type: 'moved', move });
  }

  add(frame: AnswerFrame): void {
    const last = this.#frames.at(-1);
    if (frame.type === 'text') this.#text += frame.text;
    // Waiting is over when anything else comes: who comes late need not hear of it.
    if (last?.type === 'waiting') this.#frames.pop();
    if (frame.type === 'text' && last?.type === 'text') last.text += frame.text;
    else this.#frames.push({ ...frame });
    this.#listeners.call(frame);
  }

  /** Tells all from the beginning, then what comes. Returns how to leave. */
  follow(listener: (frame: AnswerFrame) => void): () => void {
    for (const frame of this.#frames) listener({ ...frame });
    return this.#listeners.add(listener);
  }
}
