/** The events of a streamed chat completion. */
import type { ChatCompletionChunk, Usage } from '../../../contract/openai.ts';
import type { TokenScores } from '../../../contract/generate.ts';
import { readyFrame } from '../ready-frame.ts';
import { Thinking, type Said } from '../thinking.ts';
import { fingerprint } from './fingerprint.ts';
import { writeLogprob } from './write-logprobs.ts';

type Choice = ChatCompletionChunk['choices'][number];

interface ChunkHead {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  /** Which of the answers it writes. Left out: the only one. */
  readonly index?: number;
  /** The client asked for usage: then every event has the field. */
  readonly includeUsage: boolean;
}

export class ChunkWriter {
  readonly #head: ChunkHead;
  readonly #text: (text: string) => string;
  readonly #thought: (text: string) => string;
  readonly #thinking = new Thinking();

  constructor(head: ChunkHead) {
    this.#head = head;
    this.#text = readyFrame((content) => this.#delta({ content }));
    this.#thought = readyFrame((thought) => this.#delta({ reasoning_content: thought }));
  }

  role(): string {
    return this.#delta({ role: 'assistant', content: '' });
  }

  /** Empty while text is held back, but where the token's score is told. */
  text(text: string, scores?: TokenScores): string {
    const said = this.#thinking.push(text);
    return scores ? this.#scored(said, scores) : this.#said(said);
  }

  finish(reason: 'stop' | 'length'): string {
    const held = this.#said(this.#thinking.end());
    return held + this.#event([{ index: this.#index, delta: {}, logprobs: null, finish_reason: reason }]);
  }

  usage(usage: Usage): string {
    return this.#event([], usage);
  }

  #scored({ thinking, text }: Said, scores: TokenScores): string {
    const thought = thinking === '' ? {} : { reasoning_content: thinking };
    const logprobs = { content: [writeLogprob(scores)], refusal: null };
    return this.#delta({ content: text, ...thought }, logprobs);
  }

  get #index(): number {
    return this.#head.index ?? 0;
  }

  #said({ thinking, text }: Said): string {
    return (thinking === '' ? '' : this.#thought(thinking)) + (text === '' ? '' : this.#text(text));
  }

  #delta(delta: Choice['delta'], logprobs: Choice['logprobs'] = null): string {
    return this.#event([{ index: this.#index, delta, logprobs, finish_reason: null }]);
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
