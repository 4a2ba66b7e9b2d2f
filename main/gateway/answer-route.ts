/** An answer over HTTP: a request of some surface in, one answer out, as a stream or in one piece. */
import type { ServerResponse } from 'node:http';
import type { TokenScores } from '../../contract/generate.ts';
import { refuse, toProblem } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { EventStream } from '../base/event-stream.ts';
import { readJson, sendJson } from '../base/http.ts';
import type { AnswerPiece, Move } from './answer.ts';
import type { Answering } from './answering.ts';
import { endOfAll } from './end-of-all.ts';
import { machineHeader, plainName } from './machine-header.ts';
import { WrittenCalls } from './tools/written-calls.ts';
import type { ModelNames } from './model-names.ts';
import { sideBySide, type AskedAnswers } from './side-by-side.ts';
import type { AnswerEnd, Call, StreamShape, Translate, Translation, Writing } from './surface.ts';

export interface AnswerLimits {
  readonly bodyBytes: number;
  /** The head of a stream is held back for the first text, so that a refusal can have its status; but not longer than this. */
  readonly holdHeadMs: number;
  /** A comment is sent when a stream was silent for so long. */
  readonly keepAliveMs: number;
  /** A client that reads nothing for so long is cut off. */
  readonly stallMs: number;
}

const defaultLimits: AnswerLimits = {
  bodyBytes: 10 * 1024 * 1024,
  holdHeadMs: 2000,
  keepAliveMs: 5000,
  stallMs: 60_000,
};

/** One request on its way through. */
interface Exchange extends AskedAnswers {
  readonly response: ServerResponse;
}

export class AnswerRoute {
  readonly #answering: Answering;
  readonly #names: ModelNames;
  readonly #clock: Clock;
  readonly #limits: AnswerLimits;

  constructor(answering: Answering, names: ModelNames, clock: Clock, limits: Partial<AnswerLimits> = {}) {
    this.#answering = answering;
    this.#names = names;
    this.#clock = clock;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** @throws ProblemError as long as nothing was sent; later errors go into the stream. */
  async serve(call: Call, translate: Translate): Promise<void> {
    const { request, response, caller, ownOnly, requestId, signal } = call;
    const body = await readJson(request, this.#limits.bodyBytes);
    const { answer, choices = 1, context, write } = translate(body, this.#clock.now(), Math.random);
    const model = this.#names.resolve(answer.model);
    call.admitModel(model, answer.model, choices);
    if (context) this.#checkContext(model, context);
    const { stream, whole } = write(model);
    const exchange = { response, answer: { ...answer, model, id: requestId, caller, ownOnly }, choices, signal };
    await (stream ? this.#stream(exchange, stream) : this.#whole(exchange, whole));
  }

  /**
   * Only how many tokens its prompt has, as the model itself counts them: a machine takes the request, and leaves it before it reads.
   * @throws ProblemError
   */
  async count(
    { request, response, caller, admitModel, requestId, signal }: Call,
    read: (body: unknown) => Translation['answer'],
    write: (tokens: number) => unknown,
  ): Promise<void> {
    const body = await readJson(request, this.#limits.bodyBytes);
    const answer = read(body);
    const model = this.#names.resolve(answer.model);
    admitModel(model, answer.model);
    const counted = { ...answer, model, id: requestId, caller, ownOnly: true, countOnly: true };
    for await (const piece of this.#answering.answer(counted, signal)) {
      if (piece.type === 'placed')
        return sendJson(response, 200, write(piece.promptTokens ?? 0), machineHeader(piece.machineName));
    }
  }

  #checkContext(model: string, { tokens, param }: NonNullable<Translation['context']>): void {
    const holds = this.#names.find(model)?.contextLength ?? Infinity;
    if (tokens <= holds) return;
    const sentence = `A context of ${tokens.toLocaleString('en')} tokens is asked for; this model's is ${holds.toLocaleString('en')}.`;
    refuse('unsupported_parameter', sentence, { param, action: 'Ask for less, or leave the field out.' });
  }

  async #whole({ response, ...asked }: Exchange, whole: Writing['whole']): Promise<void> {
    const written = Array.from({ length: asked.choices }, () => ({
      text: '',
      scores: [] as TokenScores[],
      calls: new WrittenCalls(),
    }));
    const ends: AnswerEnd[] = [];
    const moves: Move[] = [];
    await sideBySide(this.#answering, asked, (piece, choice) => {
      const own = written[choice];
      own?.calls.take(piece);
      if (own && piece.type === 'text') {
        own.text += piece.text;
        if (piece.scores) own.scores.push(piece.scores);
      } else if (piece.type === 'moved') moves.push(piece);
      else if (piece.type === 'end') ends[choice] = piece;
      return undefined;
    });
    const all = written.flatMap(({ calls, ...one }, choice) =>
      ends.slice(choice, choice + 1).map((end) => ({ ...one, calls: calls.all, end })),
    );
    const [first, ...others] = all;
    if (!first) return;
    const end = endOfAll([first.end, ...others.map((one) => one.end)]);
    sendJson(response, 200, whole(first.text, end, all), { ...machineHeader(end.machineName), ...movedHeader(moves) });
  }

  async #stream({ response, ...asked }: Exchange, shape: StreamShape): Promise<void> {
    const stream = new EventStream(response, this.#limits.stallMs);
    const machines = new Map<number, string>();
    const ends: AnswerEnd[] = [];
    let comment = 'waiting';
    let silent = false;
    const moves: Move[] = [];
    // HTTP/1.0 knows no chunks, and without them there are no trailers.
    const takesTrailers = response.req.httpVersion !== '1.0';
    const send = (events: string): void => {
      if (!stream.opened) {
        stream.open({
          'content-type': shape.contentType,
          ...machineHeader(machines.size === 0 ? null : [...new Set(machines.values())].join(', ')),
          ...(takesTrailers ? { trailer: movedName } : {}),
        });
        stream.send(shape.begin());
      }
      silent = false;
      stream.send(events);
    };
    const holdHead = setTimeout(() => send(shape.comment(comment)), this.#limits.holdHeadMs);
    const keepAlive = setInterval(() => {
      if (silent && stream.opened && !stream.full) send(shape.comment(comment));
      silent = true;
    }, this.#limits.keepAliveMs);
    try {
      await sideBySide(this.#answering, asked, (piece, choice) => {
        switch (piece.type) {
          case 'text':
            send(shape.text(piece.text, choice, piece.scores));
            break;
          case 'call':
          case 'arguments':
          case 'called':
            send(shape.call(piece, choice));
            break;
          case 'waiting':
            comment = waitingComment(piece);
            break;
          case 'placed':
            machines.set(choice, piece.machineName);
            comment = 'reading the prompt';
            break;
          case 'moved':
            moves.push(piece);
            send(shape.comment(movedWords(piece, asked.choices === 1 ? '' : `answer ${choice} `)));
            break;
          case 'end':
            machines.set(choice, piece.machineName);
            ends.push(piece);
            send(shape.end(piece, choice));
        }
        return stream.full ? stream.drained() : undefined;
      });
      const [first, ...others] = ends;
      if (first && shape.last) send(shape.last(endOfAll([first, ...others])));
      if (takesTrailers) response.addTrailers(movedHeader(moves));
      stream.end();
    } catch (error) {
      if (!stream.opened || asked.signal.aborted) throw error;
      // The status is sent already.
      send(shape.fail(toProblem(error)));
      stream.end();
      throw error;
    } finally {
      clearTimeout(holdHead);
      clearInterval(keepAlive);
    }
  }
}

/** Names the machines that wrote before: a header where the head comes last, else a trailer. */
const movedName = 'x-aivailable-moved-from';
const movedHeader = (moves: readonly Move[]): Record<string, string> =>
  moves.length === 0 ? {} : { [movedName]: moves.map(({ from }) => plainName(from)).join(', ') };

const movedWords = ({ from, to, tokens }: Move, which: string): string =>
  `aivailable moved ${which}from ${plainName(from)} to ${plainName(to)} after token ${tokens}`;

function waitingComment({ place, seconds }: AnswerPiece & { type: 'waiting' }): string {
  if (place === null) return 'waiting, the model is not ready';
  return `waiting, place ${place}${seconds === null ? '' : `, about ${seconds} s`}`;
}
