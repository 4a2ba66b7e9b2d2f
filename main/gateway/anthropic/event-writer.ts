/** The events of a streamed message: its blocks one after the other, each opened with its first text. */
import { readyFrame } from '../ready-frame.ts';
import type { ContentBlock } from '../../../contract/anthropic.ts';
import type { AnswerEnd, CallPiece } from '../surface.ts';
import { Thinking, type Said } from '../thinking.ts';
import { callBlock, emptyMessage, textBlock, thoughtBlock, writeEnd } from './write-message.ts';

type Kind = 'text' | 'thinking';

/** One named event. */
export const event = (type: string, more: object = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;

export class EventWriter {
  readonly #id: string;
  readonly #model: string;
  readonly #thinking = new Thinking();
  #index = -1;
  #open: Kind | 'tool_use' | null = null;
  /** Of the open block. */
  #delta: (text: string) => string = () => '';

  constructor(id: string, model: string) {
    this.#id = id;
    this.#model = model;
  }

  start(): string {
    return event('message_start', { message: emptyMessage(this.#id, this.#model) });
  }

  /** Empty while text is held back. */
  text(text: string): string {
    return this.#said(this.#thinking.push(text));
  }

  call(piece: CallPiece): string {
    if (piece.type === 'called') return this.#stop();
    if (piece.type === 'call') {
      const stopped = this.#stop();
      this.#open = 'tool_use';
      return stopped + this.#start(callBlock(piece, {}));
    }
    const delta = { type: 'input_json_delta', partial_json: piece.text };
    return event('content_block_delta', { index: this.#index, delta });
  }

  end(end: AnswerEnd): string {
    const held = this.#said(this.#thinking.end());
    // An answer without a word has an empty block, as some clients read the first one unasked.
    const isEmpty = this.#open === null && this.#index < 0;
    const blocks = (isEmpty ? this.#begin('text') : '') + this.#stop();
    const { usage, ...delta } = writeEnd(end);
    return held + blocks + event('message_delta', { delta, usage }) + event('message_stop');
  }

  #said({ thinking, text }: Said): string {
    return this.#write('thinking', thinking) + this.#write('text', text);
  }

  #write(kind: Kind, text: string): string {
    if (text === '') return '';
    const turn = this.#open === kind ? '' : this.#stop() + this.#begin(kind);
    return turn + this.#delta(text);
  }

  #begin(kind: Kind): string {
    const started = this.#start(kind === 'text' ? textBlock('') : thoughtBlock(''));
    const index = this.#index;
    this.#open = kind;
    this.#delta = readyFrame((text) =>
      event('content_block_delta', {
        index,
        delta: kind === 'text' ? { type: 'text_delta', text } : { type: 'thinking_delta', thinking: text },
      }),
    );
    return started;
  }

  #start(block: ContentBlock): string {
    const index = ++this.#index;
    const start = event('content_block_start', { index, content_block: block });
    return index === 0 ? start + event('ping') : start;
  }

  #stop(): string {
    if (this.#open === null) return '';
    this.#open = null;
    return event('content_block_stop', { index: this.#index });
  }
}
