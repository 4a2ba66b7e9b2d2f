/** One request while it is answered, over all its attempts. */
import { PrefixHashes } from '../router/prefix-hashes.ts';
import type { RouterReplica } from '../router/snapshot.ts';
import type { AnswerInput, AnswerRequest, AnswerTimes, Move } from './answer.ts';
import { Progress } from './progress.ts';
import type { SlotLease } from './slots.ts';

interface Break extends Pick<Move, 'from' | 'why' | 'tokens'> {
  /** When that was known, and when the last token had come. */
  readonly at: number;
  readonly tokenAt: number;
}

export class Course {
  readonly request: AnswerRequest;
  readonly signal: AbortSignal;
  readonly progress = new Progress();
  /** The prompt's text and the answer's so far. */
  readonly prefix = new PrefixHashes();
  readonly promptCharacters: number;
  epoch = 0;
  /** No external server will do, from here on. */
  ownOnly: boolean;
  /** Crashes since the last token. */
  crashes = 0;
  /** Since when it waits for a slot, this time. */
  waitSince: number;
  /** For a slot, over all attempts, in milliseconds. */
  waitedMs = 0;
  /** Attempts that were lost before the first token. */
  restarts = 0;
  /** In the middle of the answer, in order. */
  readonly moves: Move[] = [];
  replica: RouterReplica | null = null;
  /** A slot that is kept for it, as the replica it was on is being emptied. */
  kept: SlotLease | null = null;
  /** It broke off after its first token, and no token came since. */
  #broken: Break | null = null;

  constructor(request: AnswerRequest, signal: AbortSignal, now: number) {
    this.request = request;
    this.signal = signal;
    this.waitSince = now;
    this.ownOnly = request.ownOnly ?? false;
    this.#addPrompt(request.input);
    this.promptCharacters = this.prefix.length;
  }

  #addPrompt(input: AnswerInput): void {
    if (input.kind === 'text') return void this.prefix.add(input.text);
    for (const { role, content } of input.messages) this.prefix.add(`${role}\n${content}\n`);
    this.prefix.add('assistant\n');
  }

  /** Tokens came: patience begins anew. */
  startAfresh(now: number): void {
    this.crashes = 0;
    this.waitSince = now;
  }

  /** Its attempt ended before the answer. Before the first token nobody need know. */
  breakOff(why: Move['why'], now: number): void {
    const { tokens, begun, lastTokenAt } = this.progress;
    if (!begun) {
      this.restarts += 1;
      return;
    }
    const from = this.replica?.machineName ?? '';
    this.#broken ??= { from, why, tokens, at: now, tokenAt: lastTokenAt };
  }

  /** @param all from its coming, in milliseconds */
  times(all: number): AnswerTimes {
    const { startedAt, firstTokenAt, lastTokenAt, begun } = this.progress;
    return {
      all,
      waiting: this.waitedMs,
      reading: begun ? firstTokenAt - startedAt : 0,
      writing: lastTokenAt - firstTokenAt,
    };
  }

  /** The move that was made, once: with the first token from elsewhere, so that the gap is what the client saw. */
  takeMove(to: string, now: number): { move: Move; sinceKnownMs: number } | null {
    if (!this.#broken) return null;
    const { from, why, tokens, at, tokenAt } = this.#broken;
    this.#broken = null;
    const move: Move = { from, to, why, tokens, gapMs: now - tokenAt };
    this.moves.push(move);
    return { move, sinceKnownMs: now - at };
  }
}
