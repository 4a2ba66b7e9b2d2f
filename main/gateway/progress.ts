/** What is kept of an answer while it grows: with it, any replica of the same file can go on after the last token. */
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import type { AnswerRequest } from './answer.ts';

export class Progress {
  prompt: number[] | null = null;
  readonly soFar: number[] = [];
  #startedAt = 0;
  #firstAt = 0;
  #lastAt = 0;

  /** True once a token was sent: from there on only the same file will do. */
  get begun(): boolean {
    return this.soFar.length > 0;
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
    return seconds > 0 ? Math.round((this.soFar.length / seconds) * 10) / 10 : 0;
  }

  /** The generate call that goes on from here. */
  next(request: AnswerRequest, epoch: number): GenerateRequest {
    const { id: requestId, input, maxTokens, sampling, stop, grammar, scores } = request;
    const tokens = this.begun ? this.prompt : null;
    return {
      requestId,
      epoch,
      input: tokens ? { kind: 'tokens', tokens } : input,
      soFar: [...this.soFar],
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
    if (this.begun) return;
    this.prompt = frame.tokens;
    this.#startedAt = now;
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
