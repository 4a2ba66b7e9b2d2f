/** The events of a streamed chat completion. A token's event is joined from ready text: this runs once for each token. */
import type { ChatCompletionChunk, Usage } from '../../../contract/openai.ts';
import { fingerprint } from './fingerprint.ts';

interface ChunkHead {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  /** The client asked for usage: then every event has the field. */
  readonly includeUsage: boolean;
}

export class ChunkWriter {
  static readonly done = 'data: [DONE]\n\n';

  readonly #head: ChunkHead;
  readonly #before: string;
  readonly #after: string;

  constructor(head: ChunkHead) {
    this.#head = head;
    const mark = '\u0000';
    const [before = '', after = ''] = this.#event([
      { index: 0, delta: { content: mark }, logprobs: null, finish_reason: null },
    ]).split(JSON.stringify(mark));
    this.#before = before;
    this.#after = after;
  }

  role(): string {
    return this.#event([{ index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }]);
  }

  text(text: string): string {
    return this.#before + JSON.stringify(text) + this.#after;
  }

  finish(reason: 'stop' | 'length'): string {
    return this.#event([{ index: 0, delta: {}, logprobs: null, finish_reason: reason }]);
  }

  usage(usage: Usage): string {
    return this.#event([], usage);
  }

  #event(choices: ChatCompletionChunk['choices'], usage: Usage | null = null): string {
    const { id, created, model, includeUsage } = this.#head;
    const chunk: ChatCompletionChunk = {
      id,
      object: 'chat.completion.chunk',
      created,
      model,
      choices,
      system_fingerprint: fingerprint,
      ...(includeUsage ? { usage } : {}),
    };
    return `data: ${JSON.stringify(chunk)}\n\n`;
  }
}
