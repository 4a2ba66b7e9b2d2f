/** What goes into the one way of answering, and what comes out of it, whatever shape the client speaks. */
import type { ChatMessage, Grammar, Sampling } from '../../contract/generate.ts';

/** Who asks: callers take turns when places are scarce, and usage is counted for each. */
export interface Caller {
  readonly id: string;
  readonly name: string;
}

export interface AnswerRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly sampling: Sampling;
  readonly stop: readonly string[];
  /** Tokens of the answer; null: up to the end of the context. */
  readonly maxTokens: number | null;
  readonly grammar: Grammar | null;
  /** Names a conversation, so that its next question goes where its cache is; null: none. */
  readonly conversation: string | null;
}

export type AnswerPiece =
  /** No slot is free, or the model is on its way. `place` counts from 1; null: the model is not ready. */
  | { readonly type: 'waiting'; readonly place: number | null; readonly reason: string }
  /** A replica has taken it. Comes again when that one is lost before its first token. */
  | { readonly type: 'placed'; readonly machineName: string }
  | { readonly type: 'text'; readonly text: string }
  /** The machine was lost; another goes on after exactly the text so far. */
  | { readonly type: 'moved'; readonly machineName: string }
  | {
      readonly type: 'end';
      readonly reason: 'stop' | 'length';
      readonly usage: { readonly promptTokens: number; readonly completionTokens: number };
      /** From the first token to the last. */
      readonly tokensPerSecond: number;
      readonly machineName: string;
    };
