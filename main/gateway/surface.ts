/** A surface: one of the ways in which programs speak to the office. It translates; what is answered, all have in common. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../../contract/errors.ts';
import type { TokenScores } from '../../contract/generate.ts';
import type { ToolCall } from '../../contract/tools.ts';
import type { AnswerPiece, AnswerRequest, Caller } from './answer.ts';

export interface Surface {
  readonly routes: readonly Route[];
  /** Whether a request speaks this way, where its path alone does not tell. Left out: it takes what no other one claims. */
  readonly claims?: (request: IncomingMessage, path: string) => boolean;
  /** The body of a refusal, in its own shape. */
  readonly writeError: (problem: Problem) => unknown;
}

interface Route {
  readonly method: 'GET' | 'POST';
  /** As it is shown. */
  readonly path: string;
  readonly matches: RegExp;
  readonly serve: (call: Call) => Promise<void> | void;
}

/** One request on its way: `rest` is what the path has after its route. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Caller;
  /** Nothing of it leaves the office's own machines: another office sent it on, or nobody showed a key. */
  readonly ownOnly: boolean;
  /** Whether the caller's key may use a model. */
  readonly allows: (model: string) => boolean;
  /**
   * @param asked what the request called it
   * @throws ProblemError model_not_allowed, tokens_used_up; too_many_requests where several answers count as many requests
   */
  readonly admitModel: (model: string, asked: string, answers?: number) => void;
  readonly requestId: string;
  readonly rest: string;
  readonly signal: AbortSignal;
}

type PlainEnd = AnswerPiece & { readonly type: 'end' };
/** `calls`: it ended by itself, and has at least one. */
export type AnswerEnd = Omit<PlainEnd, 'reason'> & { readonly reason: PlainEnd['reason'] | 'calls' };

/** A call of a tool, as it comes: its name, its arguments in pieces of JSON text, and that it is whole. Calls are counted from 0. */
export type CallPiece =
  | { readonly type: 'call'; readonly index: number; readonly id: string; readonly name: string }
  | { readonly type: 'arguments'; readonly index: number; readonly text: string }
  | { readonly type: 'called'; readonly index: number };

/** `whole`: its arguments are the JSON text of an object. Else it was cut off. */
export interface WrittenCall extends ToolCall {
  readonly whole: boolean;
}

/** A request for an answer, understood. */
export interface Translation {
  readonly answer: Omit<AnswerRequest, 'id' | 'caller'>;
  /** Answers that are wanted to it. Left out: one. */
  readonly choices?: number;
  /** Tokens that the model's context must hold, where the client says so, and the field that says it. */
  readonly context?: { readonly tokens: number; readonly param: string };
  /** How its answer is written. @param model that answers */
  readonly write: (model: string) => Writing;
}

export interface Writing {
  /** Null: the client wants it in one piece. */
  readonly stream: StreamShape | null;
  /** @param all where several answers are wanted: each; text and end are then those of the first, with what all have used */
  readonly whole: (text: string, end: AnswerEnd, all: readonly WrittenAnswer[]) => unknown;
}

/** One answer, written out. */
export interface WrittenAnswer {
  readonly text: string;
  readonly end: AnswerEnd;
  /** One for each token, where they were asked for; else none. */
  readonly scores: readonly TokenScores[];
  readonly calls: readonly WrittenCall[];
}

/**
 * Pure.
 * @param now in milliseconds since 1970
 * @param draw gives a number from 0 up to, not including, 1: for the seed, when the client gives none
 * @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path
 */
export type Translate = (body: unknown, now: number, draw: () => number) => Translation;

/** How a streamed answer is written. `text` runs once for each token. `choice` counts the answers to one request from 0. */
export interface StreamShape {
  readonly contentType: string;
  /** Before anything else. */
  begin(): string;
  text(text: string, choice: number, scores?: TokenScores): string;
  call(piece: CallPiece, choice: number): string;
  /** Words for who watches the line; empty where the shape has no place for them. */
  comment(words: string): string;
  end(end: AnswerEnd, choice: number): string;
  /** After all answers, with what they have used; left out where there is only one, which says it in its end. */
  last?(end: AnswerEnd): string;
  /** It cannot go on: no client may take what came for a whole answer. */
  fail(problem: Problem): string;
}
