/**
 * What is kept of an answer while it grows: with it, any replica of the same file can go on after the last token. What an external
 * server wrote is text, until the replica that goes on after it has read it as tokens.
 */
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import type { AnswerRequest } from './answer.ts';

/** Of English and code. */
const usualTokensPerCharacter = 0.3;

export class Progress {
  prompt: number[] | null = null;
  readonly soFar: number[] = [];
  /** Written by an external server, and not read by a replica of ours. */
  #text = '';
  #pieces = 0;
  #counted: { promptTokens: number; completionTokens: number } | null = null;
  #startedAt = 0;
  #firstAt = 0;
  #lastAt = 0;

  /** True once a token was sent: from there on only the same file will do, or after a text only a replica of our own. */
  get begun(): boolean {
    return this.soFar.length > 0 || this.byText;
  }

  /** What was sent is text that no replica of ours has read. */
  get byText(): boolean {
    return this.#text !== '';
  }

  /** Of the prompt. As the external server counts, where it wrote the answer. */
  get promptTokens(): number {
    return this.#counted?.promptTokens ?? this.prompt?.length ?? 0;
  }

  /** Of the answer so far. Of an external server its pieces, until it says how many tokens they are. */
  get tokens(): number {
    return this.#counted?.completionTokens ?? this.soFar.length + this.#pieces;
  }

  /** When the prompt was there. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** When the first token came; 0 before that. */
  get firstTokenAt(): number {
    return this.#firstAt;
  }

  /** When the last token came; 0 before the first. */
  get lastTokenAt(): number {
    return this.#lastAt;
  }

  /** Over the time from the prompt to the last token, as short answers come in one piece; 0 before the first token. */
  get tokensPerSecond(): number {
    const seconds = (this.#lastAt - this.#startedAt) / 1000;
    return seconds > 0 ? Math.round((this.tokens / seconds) * 10) / 10 : 0;
  }

  /** The generate call that goes on from here. */
  next(request: AnswerRequest, epoch: number): GenerateRequest {
    const { id: requestId, input, maxTokens, sampling, stop, grammar, scores } = request;
    const tokens = this.begun ? this.prompt : null;
    return {
      requestId,
      epoch,
      input: tokens && !this.byText ? { kind: 'tokens', tokens } : input,
      soFar: [...this.soFar],
      ...(this.byText && { begun: this.#text }),
      maxTokens,
      sampling,
      stop: [...stop],
      grammar,
      ...(scores === undefined ? {} : { scores }),
    };
  }

  /** Takes the prompt as the replica counted it. @throws ProblemError when the frame belongs to another attempt. */
  takePrompt(frame: GenerateFrame & { type: 'prompt' }, epoch: number, now: number): void {
    if (frame.epoch !== epoch) refuse('machine_lost', `A frame of attempt ${frame.epoch} came in attempt ${epoch}.`);
    if (this.byText) {
      if (!frame.soFar) refuse('machine_lost', 'The machine does not know how to go on after a text.');
      this.soFar.push(...frame.soFar);
      this.#text = '';
      this.#pieces = 0;
    } else if (this.begun) return;
    else this.#startedAt = now;
    this.prompt = frame.tokens;
  }

  /** An external server was asked. */
  startText(now: number): void {
    this.#startedAt = now;
  }

  /** Takes a piece of text, as an external server wrote it. */
  takeText(text: string, now: number): void {
    if (!this.begun) this.#firstAt = now;
    this.#lastAt = now;
    this.#text += text;
    this.#pieces += 1;
  }

  /** Takes what an external server counted; where it does not say, the prompt is estimated by its length. */
  takeUsage(usage: { promptTokens: number; completionTokens: number } | null, promptCharacters: number): void {
    const promptTokens = usage?.promptTokens || Math.ceil(promptCharacters * usualTokensPerCharacter);
    this.#counted = { promptTokens, completionTokens: usage?.completionTokens || this.#pieces };
  }

  /** Takes one token, only right after the last one. @throws ProblemError when one is missing or comes twice. */
  takeToken(frame: GenerateFrame & { type: 'token' }, now: number): void {
    if (this.prompt === null) refuse('machine_lost', 'A token came before the prompt.');
    if (frame.position !== this.soFar.length) {
      refuse('machine_lost', `Token ${frame.position} came where token ${this.soFar.length} was due.`);
    }
    if (!this.begun) this.#firstAt = now;
    this.#lastAt = now;
    this.soFar.push(frame.token);
  }
}
