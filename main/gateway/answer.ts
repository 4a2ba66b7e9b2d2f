/** What goes into the one way of answering, and what comes out of it, whatever shape the client speaks. */
import type { ChatMessage, Grammar, Sampling, TokenScores } from '../../contract/generate.ts';
import type { CallSyntax, ToolUse } from '../../contract/tools.ts';

/** Who asks: callers take turns when places are scarce, and usage is counted for each. */
export interface Caller {
  readonly id: string;
  readonly name: string;
  /** Its share when places are scarce. */
  readonly weight: number;
}

/** A person sits before the screen and waits; a program can. */
export const callerWeights = { person: 2, key: 1 } as const;

/** A conversation, or a text that is gone on with as it stands. */
export type AnswerInput =
  { readonly kind: 'chat'; readonly messages: ChatMessage[] } | { readonly kind: 'text'; readonly text: string };

export interface AnswerRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly model: string;
  readonly input: AnswerInput;
  readonly sampling: Sampling;
  readonly stop: readonly string[];
  /** Tokens of the answer; null: up to the end of the context. */
  readonly maxTokens: number | null;
  readonly grammar: Grammar | null;
  /** No external server may answer it: another office asks, or something that only tokens can tell. */
  readonly ownOnly?: boolean;
  /** Who asks leaves when the prompt's tokens are counted. It is no use of the model, and no request that ends. */
  readonly countOnly?: boolean;
  /** Tell each token's score, and those of so many likeliest ones. Left out: none. */
  readonly scores?: number | undefined;
  /** Left out: nothing may be called. */
  readonly tools?: ToolUse;
}

/** What the time went into, in milliseconds. */
export interface AnswerTimes {
  readonly all: number;
  /** For a place, or for the model to be ready. */
  readonly waiting: number;
  /** From the prompt's start to the first token. */
  readonly reading: number;
  /** From the first token to the last. */
  readonly writing: number;
}

/** Another machine goes on after exactly the tokens so far. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** lost: the machine or its replica failed; drained: it is being emptied, and handed the answer over. */
  readonly why: 'lost' | 'drained';
  /** Tokens that the client had by then. */
  readonly tokens: number;
  /** Between the last token of the one and the first of the other. */
  readonly gapMs: number;
}

export type AnswerPiece =
  /**
   * No slot is free, or the model is on its way. `place` counts from 1; null: the model is not ready. `seconds` until its turn
   * comes, as far as can be told.
   */
  | {
      readonly type: 'waiting';
      readonly place: number | null;
      readonly seconds: number | null;
      readonly reason: string;
    }
  /**
   * A replica has taken it. Comes again when that one is lost before its first token. Of external servers no tokens are known.
   * `calls`: how its model writes calls, where there are tools.
   */
  | {
      readonly type: 'placed';
      readonly machineName: string;
      readonly promptTokens: number | null;
      readonly calls?: CallSyntax | undefined;
    }
  /** Where scores are asked for, one for each token: its text may be held back, and is empty then. */
  | { readonly type: 'text'; readonly text: string; readonly scores?: TokenScores }
  | ({ readonly type: 'moved' } & Move)
  | {
      readonly type: 'end';
      readonly reason: 'stop' | 'length';
      /** The request's stop text that ended it; null: none did. */
      readonly stop: string | null;
      readonly usage: { readonly promptTokens: number; readonly completionTokens: number };
      /** From the first token to the last. */
      readonly tokensPerSecond: number;
      readonly times: AnswerTimes;
      readonly machineName: string;
    };

/** How an answer ended by itself. */
export interface Written {
  readonly reason: 'stop' | 'length';
  /** The word of the request's that ended it. */
  readonly stop: string | null;
}
