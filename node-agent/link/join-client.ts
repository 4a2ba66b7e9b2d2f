/** The agent's side of the coordinator's door for new machines: contract/enrolment.ts, one request on each socket. */
import { request, type IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { z } from 'zod';
import { fitWords } from '../../common/fit-words.ts';
import { jsonOrNull } from '../../common/json-or-null.ts';
import { readText } from '../../common/read-text.ts';
import { joinProtocol } from '../../contract/enrolment.ts';
import { Problem } from '../../contract/errors.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import { dial, type DialTarget, shownPin } from './dial.ts';
import type { Identity } from './identity.ts';

interface JoinCall<Schema extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly answer: Schema;
  readonly signal: AbortSignal;
}

const limitMs = 10_000;
const mostAnswerBytes = 64 * 1024;

export class JoinClient {
  readonly #target: DialTarget;
  readonly #identity: Identity;

  constructor(target: DialTarget, identity: Identity) {
    this.#target = target;
    this.#identity = identity;
  }

  /**
   * @returns the answer, and the pin of who gave it
   * @throws ProblemError what the coordinator refuses with, tunnel_refused when somebody else answers; what `dial` throws
   */
  async call<Schema extends z.ZodType>(call: JoinCall<Schema>): Promise<{ answer: z.output<Schema>; pin: string }> {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(limitMs)]);
    const socket = await dial(this.#target, this.#identity, signal, joinProtocol);
    try {
      const pin = shownPin(socket);
      const { status, text } = await exchange(socket, call, signal);
      if (status >= 400) throw new ProblemError(problemIn(text));
      const answer = call.answer.safeParse(fitWords(jsonOrNull(text)));
      if (!answer.success) return refuse('tunnel_refused', 'What answers there is no coordinator of this version.');
      return { answer: answer.data, pin };
    } finally {
      socket.on('error', () => {}).destroy();
    }
  }
}

async function exchange(
  socket: TLSSocket,
  { method, path, body }: Pick<JoinCall<z.ZodType>, 'method' | 'path' | 'body'>,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = { host: 'coordinator', connection: 'close', 'content-length': Buffer.byteLength(text) };
  const sent = request({ method, path, headers, createConnection: () => socket, signal });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.on('error', reject);
  });
  sent.end(text);
  const response = await answered;
  return { status: response.statusCode ?? 0, text: await readText(response, mostAnswerBytes) };
}

const problemIn = (text: string): Problem =>
  Problem.safeParse(fitWords(jsonOrNull(text))).data ??
  problem('internal', 'The coordinator answered with something unreadable.');
