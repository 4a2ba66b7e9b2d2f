/** The events of a streamed response: numbered, and each item with its beginning, its texts and its whole. */
import type { OutputItem } from '../../../../contract/openai-responses.ts';
import type { Problem } from '../../../../contract/errors.ts';
import { newId } from '../../../base/ids.ts';
import type { TokenScores } from '../../../../contract/generate.ts';
import type { AnswerEnd } from '../../surface.ts';
import { Thinking, type Said } from '../../thinking.ts';
import { writeLogprob } from '../write-logprobs.ts';
import {
  emptyResponse,
  writeItem,
  writePart,
  writeResponse,
  type ItemKind,
  type ResponseHead,
} from './write-response.ts';

interface OpenItem {
  readonly kind: ItemKind;
  readonly id: string;
  text: string;
}

const names: Readonly<Record<ItemKind, string>> = { message: 'output_text', reasoning: 'reasoning_text' };
/** Only texts have a place for it. */
const logprobsOf = (kind: ItemKind, scores: readonly TokenScores[]): object =>
  kind === 'message' ? { logprobs: scores.map(writeLogprob) } : {};

export class EventWriter {
  readonly #head: ResponseHead;
  readonly #thinking = new Thinking();
  readonly #output: OutputItem[] = [];
  #open: OpenItem | null = null;
  /** Of all tokens so far, where they are asked for, and how many of them were told. */
  readonly #scores: TokenScores[] = [];
  #told = 0;
  #number = 0;

  constructor(head: ResponseHead) {
    this.#head = head;
  }

  start(): string {
    const response = emptyResponse(this.#head);
    return this.#event('response.created', { response }) + this.#event('response.in_progress', { response });
  }

  /** Empty while text is held back. */
  text(text: string, scores?: TokenScores): string {
    if (scores) this.#scores.push(scores);
    return this.#said(this.#thinking.push(text));
  }

  end(end: AnswerEnd): string {
    const held = this.#said(this.#thinking.end());
    // An answer without a word has an empty message, as clients read the first one unasked.
    const begun = this.#open === null ? this.#begin('message') : '';
    const closed = this.#close(end.reason === 'length' ? 'incomplete' : 'completed');
    const response = writeResponse(this.#head, this.#output, end);
    return held + begun + closed + this.#event(`response.${response.status}`, { response });
  }

  fail({ code, message, action, param }: Problem): string {
    return this.#event('error', { code, message: `${message} ${action}`, param: param ?? null });
  }

  #said({ thinking, text }: Said): string {
    return this.#write('reasoning', thinking) + this.#write('message', text);
  }

  #write(kind: ItemKind, delta: string): string {
    if (delta === '') return '';
    const turn = this.#open?.kind === kind ? '' : this.#close('completed') + this.#begin(kind);
    if (this.#open) this.#open.text += delta;
    const scores = kind === 'message' ? this.#scores.slice(this.#told) : [];
    this.#told += scores.length;
    return (
      turn + this.#event(`response.${names[kind]}.delta`, { ...this.#place(), delta, ...logprobsOf(kind, scores) })
    );
  }

  #begin(kind: ItemKind): string {
    const id = newId(kind === 'message' ? 'msg' : 'rs');
    this.#open = { kind, id, text: '' };
    const item = writeItem(kind, id, 'in_progress', []);
    return (
      this.#event('response.output_item.added', { output_index: this.#output.length, item }) +
      this.#event('response.content_part.added', { ...this.#place(), part: writePart(kind, '') })
    );
  }

  #close(status: OutputItem['status']): string {
    if (!this.#open) return '';
    const { kind, id, text } = this.#open;
    const scores = kind === 'message' ? this.#scores : [];
    const item = writeItem(kind, id, status, [text], scores);
    const events =
      this.#event(`response.${names[kind]}.done`, { ...this.#place(), text, ...logprobsOf(kind, scores) }) +
      this.#event('response.content_part.done', { ...this.#place(), part: writePart(kind, text, scores) }) +
      this.#event('response.output_item.done', { output_index: this.#output.length, item });
    this.#output.push(item);
    this.#open = null;
    return events;
  }

  /** Where the open item's text is. */
  #place(): object {
    return { item_id: this.#open?.id, output_index: this.#output.length, content_index: 0 };
  }

  #event(type: string, more: object): string {
    const data = { type, sequence_number: this.#number++, ...more };
    return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
  }
}
