/** POST /v1/chat/completions: OpenAI's request in, one answer out, as a stream of events or in one piece. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toProblem } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { EventStream } from '../base/event-stream.ts';
import { readJson, sendJson } from '../base/http.ts';
import { newId } from '../base/ids.ts';
import type { AnswerPiece, AnswerRequest, Caller, Move } from './answer.ts';
import type { Answering } from './answering.ts';
import { ChunkWriter } from './openai/write-chunks.ts';
import { readRequest } from './openai/read-request.ts';
import { writeCompletion, writeUsage } from './openai/write-completion.ts';
import { writeError } from './openai/write-error.ts';

export interface ChatLimits {
  readonly bodyBytes: number;
  /** The head of a stream is held back for the first text, so that a refusal can have its status; but not longer than this. */
  readonly holdHeadMs: number;
  /** A comment is sent when a stream was silent for so long. */
  readonly keepAliveMs: number;
  /** A client that reads nothing for so long is cut off. */
  readonly stallMs: number;
}

const defaultLimits: ChatLimits = { bodyBytes: 10 * 1024 * 1024, holdHeadMs: 2000, keepAliveMs: 5000, stallMs: 60_000 };

/** One request on its way through. */
interface Exchange {
  readonly response: ServerResponse;
  readonly answer: AnswerRequest;
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly signal: AbortSignal;
}

export class ChatCompletions {
  readonly #answering: Answering;
  readonly #clock: Clock;
  readonly #limits: ChatLimits;

  constructor(answering: Answering, clock: Clock, limits: Partial<ChatLimits> = {}) {
    this.#answering = answering;
    this.#clock = clock;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** @throws ProblemError as long as nothing was sent; later errors go into the stream. */
  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    caller: Caller,
    requestId: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { answer, stream, includeUsage } = readRequest(await readJson(request, this.#limits.bodyBytes));
    const created = Math.floor(this.#clock.now() / 1000);
    const exchange = { response, answer: { ...answer, id: requestId, caller }, id: newId('chatcmpl'), created, signal };
    await (stream ? this.#stream(exchange, includeUsage) : this.#whole(exchange));
  }

  async #whole({ response, answer, id, created, signal }: Exchange): Promise<void> {
    let text = '';
    const moves: Move[] = [];
    for await (const piece of this.#answering.answer(answer, signal)) {
      if (piece.type === 'text') text += piece.text;
      if (piece.type === 'moved') moves.push(piece);
      if (piece.type !== 'end') continue;
      sendJson(response, 200, writeCompletion(id, created, answer.model, text, piece), {
        ...machineHeader(piece.machineName),
        ...movedHeader(moves),
      });
    }
  }

  async #stream({ response, answer, id, created, signal }: Exchange, includeUsage: boolean): Promise<void> {
    const stream = new EventStream(response, this.#limits.stallMs);
    const chunks = new ChunkWriter({ id, created, model: answer.model, includeUsage });
    let machineName: string | null = null;
    let comment = 'waiting';
    let silent = false;
    const moves: Move[] = [];
    // HTTP/1.0 knows no chunks, and without them there are no trailers.
    const takesTrailers = response.req.httpVersion !== '1.0';
    const send = (events: string): void => {
      if (!stream.opened) {
        stream.open({ ...machineHeader(machineName), ...(takesTrailers ? { trailer: movedName } : {}) });
        stream.send(chunks.role());
      }
      silent = false;
      stream.send(events);
    };
    const holdHead = setTimeout(() => send(`: ${comment}\n\n`), this.#limits.holdHeadMs);
    const keepAlive = setInterval(() => {
      if (silent && stream.opened && !stream.full) send(`: ${comment}\n\n`);
      silent = true;
    }, this.#limits.keepAliveMs);
    try {
      for await (const piece of this.#answering.answer(answer, signal)) {
        switch (piece.type) {
          case 'text':
            send(chunks.text(piece.text));
            break;
          case 'waiting':
            comment = waitingComment(piece);
            break;
          case 'placed':
            machineName = piece.machineName;
            comment = 'reading the prompt';
            break;
          case 'moved':
            machineName = piece.to;
            moves.push(piece);
            send(`: aivailable moved from ${plain(piece.from)} to ${plain(piece.to)} after token ${piece.tokens}\n\n`);
            break;
          case 'end':
            machineName = piece.machineName;
            send(
              chunks.finish(piece.reason) + (includeUsage ? chunks.usage(writeUsage(piece)) : '') + ChunkWriter.done,
            );
        }
        if (stream.full) await stream.drained();
      }
      if (takesTrailers) response.addTrailers(movedHeader(moves));
      stream.end();
    } catch (error) {
      if (!stream.opened || signal.aborted) throw error;
      // The status is sent already. Without [DONE] no client takes this for a whole answer.
      send(`data: ${JSON.stringify(writeError(toProblem(error)))}\n\n`);
      stream.end();
      throw error;
    } finally {
      clearTimeout(holdHead);
      clearInterval(keepAlive);
    }
  }
}

/** A machine's name may hold any character; a header or a comment may not. */
const plain = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?');

const machineHeader = (name: string | null): Record<string, string> =>
  name === null ? {} : { 'x-aivailable-machine': plain(name) };

/** Names the machines that wrote before: a header where the head comes last, else a trailer. */
const movedName = 'x-aivailable-moved-from';
const movedHeader = (moves: readonly Move[]): Record<string, string> =>
  moves.length === 0 ? {} : { [movedName]: moves.map(({ from }) => plain(from)).join(', ') };

function waitingComment({ place, seconds }: AnswerPiece & { type: 'waiting' }): string {
  if (place === null) return 'waiting, the model is not ready';
  return `waiting, place ${place}${seconds === null ? '' : `, about ${seconds} s`}`;
}
