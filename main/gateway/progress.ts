/** What is kept of an answer while it grows: with it, any replica of the same file can go on after the last token. */
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import type { AnswerRequest } from './answer.ts';

export class Progress {
  prompt: number[] | null = null;
  readonly soFar: number[] = [];
  #firstAt = 0;
  #lastAt = 0;

  /** True once a token was sent: from there on only the same file will do. */
  get begun(): boolean {
    return this.soFar.length > 0;
  }

  /** Over the time from the first token to the last; 0 when there are fewer than two. */
  get tokensPerSecond(): number {
    const seconds = (this.#lastAt - this.#firstAt) / 1000;
    return seconds > 0 ? Math.round(((this.soFar.length - 1) / seconds) * 10) / 10 : 0;
  }

  /** The generate call that goes on from here. */
  next(request: AnswerRequest, epoch: number): GenerateRequest {
    const { id: requestId, messages, maxTokens, sampling, stop, grammar } = request;
    const tokens = this.begun ? this.prompt : null;
    return {
      requestId,
      epoch,
      input: tokens ? { kind: 'tokens', tokens } : { kind: 'chat', messages: [...messages] },
      soFar: [...this.soFar],
      maxTokens,
      sampling,
      stop: [...stop],
      grammar,
    };
  }

  /** Takes the prompt as the replica counted it. @throws ProblemError when the frame belongs to another attempt. */
  takePrompt(frame: GenerateFrame & { type: 'prompt' }, epoch: number): void {
    if (frame.epoch !== epoch) refuse('machine_lost', `A frame of attempt ${frame.epoch} came in attempt ${epoch}.`);
    if (!this.begun) this.prompt = frame.tokens;
  }

  /** Takes one token, only right after the last one. @throws ProblemError when one is missing or comes twice. */
  takeToken(frame: GenerateFrame & { type: 'token' }, now: number): void {
    if (this.prompt === null) refuse('machine_lost', 'A token came before the prompt.');
    if (frame.position !== this.soFar.length) {
      refuse('machine_lost', `Token ${frame.position} came where token ${this.soFar.length} was due.`);
    }
    if (this.soFar.length === 0) this.#firstAt = now;
    this.#lastAt = now;
    this.soFar.push(frame.token);
  }
}
